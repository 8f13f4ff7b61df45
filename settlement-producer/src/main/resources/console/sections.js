// What each part of the page shows of its answer. Texts from outside become text nodes, never markup.

import {Plot} from './plot.js';

const SVG = 'http://www.w3.org/2000/svg';
const STEPS = {
  ACCEPTED: 'Accepted, id given',
  REJECTED: 'Rejected by the payer\'s shard',
  DEBITED: 'Payer debited, batch announced',
  PARKED: 'Set aside',
  CREDITED: 'Payee credited',
  REFUSED: 'Credit refused by the payee\'s shard',
  SETTLED: 'Settled',
  REVERSED: 'Reversed, the payer has the money back',
};
const GOOD_STEPS = ['SETTLED', 'CREDITED'];
const BAD_STEPS = ['REJECTED', 'REFUSED', 'REVERSED', 'PARKED'];
const TURNED_AWAY = ['busy', 'limited', 'not_taken', 'not_accepted', 'unknown', 'broken'];

const find = id => document.getElementById(id);

/** An element; attributes and children that are null, undefined or false are left out. */
function el(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) {
      made.setAttribute(name, value);
    }
  }
  made.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
  return made;
}

/** Keeps what has not changed, so that focus, selection and a reader's place stay. */
function fill(id, ...children) {
  const place = find(id);
  const fresh = el('div', {}, ...children);
  if (place.innerHTML !== fresh.innerHTML) {
    place.replaceChildren(...fresh.childNodes);
  }
}

const number = value => value.toLocaleString('en-US', {maximumFractionDigits: 1});
const pill = (kind, text) => el('span', {class: `pill ${kind}`}, text);

/** Decimal strings get their thousands apart; they are never made numbers of. */
function money(amount) {
  const [whole, fraction] = amount.split('.');
  return whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',') + (fraction ? `.${fraction}` : '');
}

function duration(millis) {
  if (millis < 1000) {
    return `${number(millis)} ms`;
  }
  return millis < 120_000 ? `${number(millis / 1000)} s` : `${number(millis / 60_000)} min`;
}

function table(columns, rows) {
  const head = el('tr', {}, columns.map(column => el('th', {scope: 'col', class: column.number ? 'number' : null}, column.name)));
  const body = rows.map(row => el('tr', {}, row.map((cell, at) => el('td', {class: columns[at].number ? 'number' : columns[at].class || null}, cell))));
  return el('table', {}, el('thead', {}, head), el('tbody', {}, body));
}

function command(text) {
  const shown = el('code', {}, text);
  const copy = el('button', {type: 'button', class: 'small', 'data-copy': text, 'aria-label': `Copy ${text}`}, 'Copy');
  return el('span', {class: 'command'}, shown, copy);
}

/** Where the browser gives no clipboard, which it does on secure addresses alone, the text is selected. */
async function copy(button) {
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = 'Copied';
    setTimeout(() => { button.textContent = 'Copy'; }, 1500);
  } catch {
    getSelection().selectAllChildren(button.previousElementSibling);
  }
}

document.addEventListener('click', event => {
  const button = event.target.closest('[data-copy]');
  if (button) {
    copy(button);
  }
});

// Figures

let plots = null;
let before = null;

function newPlots() {
  const perSecond = value => `${number(value)} /s`;
  const made = {
    debited: new Plot('Debited here', perSecond),
    turnedAway: new Plot('Turned away here', perSecond),
    entries: new Plot('Money transactions, all shards', perSecond),
    open: new Plot('Transfers in flight', number),
    oldest: new Plot('Oldest in flight', duration),
    events: new Plot('Journal entries without events', number),
  };
  find('plots').replaceChildren(...Object.values(made).map(plot => plot.element));
  return made;
}

const answered = (figures, words) => figures.answers
  .filter(count => words.includes(count.answer))
  .reduce((sum, count) => sum + count.instructions, 0);

/** Per second since the answer before; null where that was another process's or of other shards. */
function rate(figures, sum, sameShards) {
  const same = before !== null && before.producer === figures.producer && before.since === figures.since
    && (!sameShards || String(before.unreadShards) === String(figures.unreadShards));
  const seconds = same ? (Date.parse(figures.at) - Date.parse(before.at)) / 1000 : 0;
  return seconds > 0 ? Math.max(0, sum(figures) - sum(before)) / seconds : null;
}

function draw(figures) {
  plots = plots || newPlots();
  const at = Date.parse(figures.at);
  const whole = figures.unreadShards.length === 0;
  plots.debited.add(at, rate(figures, each => answered(each, ['debited'])));
  plots.turnedAway.add(at, rate(figures, each => answered(each, TURNED_AWAY)));
  plots.entries.add(at, rate(figures, each => each.all.journalEntries, true));
  plots.open.add(at, whole ? figures.all.openTransfers : null);
  plots.oldest.add(at, whole ? figures.all.oldestOpenMillis : null);
  plots.events.add(at, whole ? figures.all.eventsWaiting : null);
  before = figures;
}

function tile(id, value, words, bad) {
  return el('div', {class: `tile${bad ? ' bad' : ''}`}, el('b', {id}, value), el('span', {}, words));
}

function showTiles(figures) {
  const {all, unreadShards} = figures;
  const without = unreadShards.length === 0 ? '' : `, without shard ${unreadShards.join(', ')}`;
  const sums = all.inFlight.map(sum => tile(`in-flight-${sum.currency}`, money(sum.amount), `${sum.currency} in flight${without}`));
  fill('tiles',
    tile('open-transfers', number(all.openTransfers), `transfers in flight${without}`),
    tile('oldest-open', duration(all.oldestOpenMillis), 'the oldest of them', all.oldestOpenMillis > 60_000),
    sums,
    tile('parked-transfers', number(all.parkedTransfers), `parked${without}`, all.parkedTransfers > 0));
}

function bar(counts, total) {
  const drawn = document.createElementNS(SVG, 'svg');
  drawn.setAttribute('class', 'bar');
  drawn.setAttribute('viewBox', `0 0 ${Math.max(1, total)} 1`);
  drawn.setAttribute('preserveAspectRatio', 'none');
  drawn.setAttribute('aria-hidden', 'true');
  let x = 0;
  for (const count of counts) {
    const part = document.createElementNS(SVG, 'rect');
    part.setAttribute('class', count.status);
    part.setAttribute('x', x);
    part.setAttribute('width', count.transfers);
    part.setAttribute('height', 1);
    drawn.append(part);
    x += count.transfers;
  }
  return drawn;
}

function colour(status) {
  const drawn = bar([{status, transfers: 1}], 1);
  drawn.setAttribute('class', 'key');
  return drawn;
}

function showLatest(latest) {
  const total = latest.reduce((sum, count) => sum + count.transfers, 0);
  fill('latest', total === 0
    ? el('p', {class: 'soft'}, 'No transfer has been debited yet.')
    : [bar(latest, total),
      el('ul', {class: 'counts'}, latest.map(count => el('li', {}, colour(count.status), `${count.status} `,
        el('b', {id: `latest-${count.status}`}, number(count.transfers))))),
      el('p', {class: 'note'}, `Of the latest ${number(total)}: a few of each of a shard's last 32 batches.`)]);
}

function showAnswers(figures) {
  const told = figures.answers.filter(count => count.instructions > 0);
  const why = figures.rejections;
  fill('answers', told.length === 0
    ? el('p', {class: 'soft'}, 'No instruction has been answered yet.')
    : el('ul', {class: 'counts'}, told.map(count => el('li', {}, `${count.answer.replaceAll('_', ' ')} `,
      el('b', {id: `answer-${count.answer}`}, number(count.instructions))))),
  why.length > 0 && el('p', {class: 'note'}, 'Rejected: ',
    why.map(count => `${count.reason} ${number(count.instructions)}`).join(', ')),
  el('p', {class: 'note'}, `Instructions since it started, ${new Date(figures.since).toLocaleString('sv-SE')}.`));
}

function showStanding(shards) {
  const columns = [{name: 'Shard'}, {name: 'In flight', number: true}, {name: 'Oldest', number: true},
    {name: 'Money', class: 'words'}, {name: 'Parked', number: true}, {name: 'Journal entries', number: true},
    {name: 'Events waiting', number: true}];
  fill('standing', table(columns, shards.map(shard => shard.trouble
    ? [String(shard.shard), '?', '?', [pill('bad', 'not read'), ` ${shard.trouble}`], '?', '?', '?']
    : [String(shard.shard), number(shard.openTransfers), duration(shard.oldestOpenMillis),
      shard.inFlight.map(sum => `${money(sum.amount)} ${sum.currency}`).join(', ') || 'no account yet',
      number(shard.parkedTransfers), number(shard.journalEntries), number(shard.eventsWaiting)])));
}

function showFigures(figures) {
  find('producer').textContent = `${figures.producer}, ${new Date(figures.at).toLocaleTimeString('sv-SE')}`;
  draw(figures);
  showTiles(figures);
  showLatest(figures.all.latest);
  showAnswers(figures);
  showStanding(figures.shards);
}

/** A gap in every plot: nothing is known of this moment. */
function figuresLost() {
  before = null;
  if (plots !== null) {
    Object.values(plots).forEach(plot => plot.add(Date.now(), null));
  }
}

// One transfer

/** Microseconds: JavaScript's own times end at the millisecond. */
function micros(time) {
  const [, second, fraction] = /^(.*:\d\d)(?:\.(\d+))?Z$/.exec(time);
  return Date.parse(`${second}Z`) * 1000 + Number((fraction || '').padEnd(6, '0').slice(0, 6));
}

/** In the reader's own zone, with all decimals that were told; the Swedish way to write it is ISO 8601's. */
function clock(time) {
  return `${new Date(time).toLocaleString('sv-SE')}${/\.\d+/.exec(time)?.[0] || ''}`;
}

function after(first, step) {
  const millis = (micros(step.at) - micros(first.at)) / 1000;
  return `${millis < 0 ? '−' : '+'}${duration(Math.abs(millis))}`;
}

function way(step, at, steps) {
  const kind = GOOD_STEPS.includes(step.step) ? 'good' : BAD_STEPS.includes(step.step) ? 'bad' : null;
  const told = step.published === undefined ? null : step.published ? 'events published' : 'events not published yet';
  const where = [`shard ${step.shard}`, step.entry && `journal entry ${step.entry}`, told].filter(Boolean).join(', ');
  return el('li', {class: kind, 'data-step': step.step},
    el('b', {}, STEPS[step.step] || step.step), step.detail ? `: ${step.detail}` : '',
    el('div', {}, clock(step.at), at > 0 && ` (${after(steps[0], step)})`),
    el('div', {class: 'soft'}, where));
}

function ahead(transfer) {
  if (transfer.unreadShard !== undefined) {
    return el('li', {class: 'open'}, `Shard ${transfer.unreadShard} of the payee cannot be asked: what it decided is not told.`);
  }
  const parked = transfer.steps.some(step => step.step === 'PARKED');
  return transfer.status === 'DEBITED' && el('li', {class: 'open'},
    parked ? 'In flight until somebody replays it: ' : 'In flight. Message or sweeper end it; by hand: ',
    command(`scripts/replay ${transfer.transferId}`));
}

function showTransfer(transfer) {
  const kind = {SETTLED: 'good', DEBITED: 'warn', REVERSED: 'bad', REJECTED: 'bad'}[transfer.status];
  const facts = [
    ['Amount', `${money(transfer.amount)} ${transfer.currency}`],
    ['Payer', transfer.sourceAccountId],
    ['Payee', transfer.destinationAccountId],
    ['Reference', transfer.reference || 'none'],
    ['Kind', transfer.kind],
    ['Idempotency key', transfer.idempotencyKey],
    ['Batch', `${transfer.batchId}, a key of its message in the RocketMQ dashboard`],
  ];
  fill('transfer',
    el('dl', {}, el('dt', {}, 'Status'), el('dd', {id: 'transfer-status'}, pill(kind, transfer.status), transfer.reason ? ` ${transfer.reason}` : ''),
      facts.map(([name, value]) => [el('dt', {}, name), el('dd', {}, value)])),
    el('ol', {class: 'way'}, transfer.steps.map(way), ahead(transfer)));
}

function noTransfer(id, why) {
  fill('transfer', el('p', {class: 'trouble', id: 'transfer-trouble'}, `${id}: ${why}.`));
}

// Health

const HEALTH = {UP: 'good', DEGRADED: 'warn', DOWN: 'bad', OUT_OF_SERVICE: 'bad'};
const yesNo = (holds, yes, no) => pill(holds ? 'good' : 'bad', holds ? yes : no);

function showHealth(health) {
  fill('components',
    el('div', {}, 'All together ', el('span', {id: 'health'}, pill(HEALTH[health.status] || '', health.status))),
    health.readOnly && el('div', {class: 'missing'}, pill('warn', 'read-only'), ` ${health.readOnly}`),
    health.components.map(part => el('div', {class: part.missing.length > 0 ? 'missing' : null, 'data-component': part.component},
      `${part.component} `, pill(HEALTH[part.status] || '', part.status),
      part.missing.map(line => el('div', {}, line)),
      part.stillWorks && el('div', {class: 'soft'}, `Still works: ${part.stillWorks}`))));
  const columns = [{name: 'Shard'}, {name: 'Database'}, {name: 'Circuit'}, {name: 'Queued', number: true},
    {name: 'Unresolved batches', number: true}, {name: 'Connections', number: true}, {name: 'Threads waiting', number: true}];
  fill('uses', table(columns, health.shards.map(shard => [String(shard.shard), yesNo(shard.up, 'up', 'missing'),
    yesNo(!shard.circuitOpen, 'closed', 'open'), number(shard.queuedInstructions), number(shard.unresolvedBatches),
    `${shard.connectionsActive} of ${shard.connectionsLimit}`, number(shard.threadsWaiting)])));
}

function documents(instance) {
  if (instance.trouble) {
    return instance.trouble;
  }
  return instance.documents.length === 0 ? 'follows none' : instance.documents.map(document => el('div', {},
    document.dataId, ' ', el('code', {title: document.md5}, document.md5.slice(0, 8)),
    document.refusal && [' ', pill('bad', 'push refused'), ` ${document.refusal}`]));
}

function showInstances(told) {
  const columns = [{name: 'Service'}, {name: 'Address'}, {name: 'State'}, {name: 'Weight', number: true}, {name: 'Version'},
    {name: 'Slot map'}, {name: 'Documents, md5', class: 'words'}];
  fill('instances', told.trouble
    ? el('p', {class: 'soft'}, `Nacos does not tell: ${told.trouble}.`)
    : table(columns, told.instances.map(instance => [instance.service, instance.address,
      instance.enabled ? yesNo(instance.healthy, 'healthy', 'not healthy') : pill('warn', 'disabled'),
      number(instance.weight), instance.version || '?', el('code', {}, instance.slotMapDigest || '?'), documents(instance)])),
  !told.trouble && el('p', {class: 'note'}, 'Whether each runs what stands in Nacos: ', command('scripts/config-status')));
}

// Parked

function showParked(told) {
  const items = told.shards.flatMap(shard => shard.parked.map(item => ({...item, shard: shard.shard})));
  const unread = told.shards.filter(shard => shard.trouble);
  const columns = [{name: 'Transfer'}, {name: 'Shard'}, {name: 'Broke'}, {name: 'Since'},
    {name: 'What the database said', class: 'words'}, {name: 'End it'}];
  fill('parked',
    unread.map(shard => el('p', {}, pill('bad', 'not read'), ` shard ${shard.shard}: ${shard.trouble}`)),
    items.length === 0
      ? el('p', {class: 'soft'}, unread.length === 0 ? 'Nothing is parked.' : 'Nothing is parked on the others.')
      : [table(columns, items.map(item => [el('a', {href: `#transfer=${item.transferId}`}, item.transferId), String(item.shard),
        item.stage, clock(item.parkedAt), item.reason, command(`scripts/replay ${item.transferId}`)])),
      el('p', {class: 'note'}, 'A replay shows what would happen and asks first; it runs on a machine that reaches all shards. All at once: ',
        command('scripts/replay --state parked'))],
    told.shards.some(shard => shard.more) && el('p', {class: 'note'}, 'There are more than 100 of a shard; the command takes all.'));
}

/** Nothing that a key has shown stays for whoever comes next. */
function clear() {
  for (const id of ['tiles', 'plots', 'latest', 'answers', 'standing', 'transfer', 'components', 'uses', 'instances', 'parked']) {
    find(id).replaceChildren();
  }
  find('transfer-id').value = '';
  plots = null;
  before = null;
}

find('proof').replaceChildren(command('scripts/reconcile'));

export const sections = {
  figures: showFigures,
  figuresLost,
  health: showHealth,
  instances: showInstances,
  parked: showParked,
  transfer: showTransfer,
  noTransfer,
  clear,
};
