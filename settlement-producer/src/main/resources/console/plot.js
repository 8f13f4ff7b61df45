// One figure over the last minutes, drawn by hand: a line, its latest value, its scale. Where nothing is known there is a gap.

const POINTS = 150;
const WIDTH = 300;
const HEIGHT = 60;
const SVG = 'http://www.w3.org/2000/svg';

function svg(tag, attributes) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    made.setAttribute(name, value);
  }
  return made;
}

function html(tag, text) {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}

export class Plot {
  /** @param format makes words of a value */
  constructor(name, format) {
    this.format = format;
    this.name = name;
    this.points = [];
    this.latest = html('b', '');
    this.most = html('span', '');
    this.span = html('span', '');
    this.picture = svg('svg', {viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img'});
    this.element = document.createElement('figure');
    const caption = document.createElement('figcaption');
    caption.append(html('span', name), this.latest);
    const scale = document.createElement('div');
    scale.className = 'plot-scale';
    scale.append(this.span, this.most);
    this.element.append(caption, this.picture, scale);
  }

  /** @param value null where it is not known */
  add(millis, value) {
    this.points.push({millis, value});
    if (this.points.length > POINTS) {
      this.points.shift();
    }
    this.draw();
  }

  draw() {
    const known = this.points.filter(point => point.value !== null).map(point => point.value);
    const top = Math.max(...known, 0);
    const last = this.points[this.points.length - 1];
    const text = last.value === null ? 'not known' : this.format(last.value);
    this.latest.textContent = text;
    this.most.textContent = `highest ${this.format(top)}`;
    this.span.textContent = `last ${Math.round((last.millis - this.points[0].millis) / 1000)} s`;
    this.picture.setAttribute('aria-label', `${this.name}: ${text}, highest ${this.format(top)}`);
    const lines = this.runs().map(run => svg('polyline', {class: 'plot-line', points: this.path(run, top || 1)}));
    const base = svg('line', {class: 'plot-base', x1: 0, x2: WIDTH, y1: HEIGHT - 1, y2: HEIGHT - 1});
    this.picture.replaceChildren(base, ...lines);
  }

  /** Points that follow each other without a gap. */
  runs() {
    const runs = [[]];
    for (const point of this.points) {
      if (point.value === null) {
        runs.push([]);
      } else {
        runs[runs.length - 1].push(point);
      }
    }
    return runs.filter(run => run.length > 0);
  }

  path(run, top) {
    const first = this.points[0].millis;
    const length = Math.max(1, this.points[this.points.length - 1].millis - first);
    const spots = run.map(point => [
      (point.millis - first) / length * WIDTH,
      HEIGHT - 2 - point.value / top * (HEIGHT - 6),
    ]);
    if (spots.length === 1) {
      spots.push([spots[0][0] + 2, spots[0][1]]);
    }
    return spots.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
  }
}
