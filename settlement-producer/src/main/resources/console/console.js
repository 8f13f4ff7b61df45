// The page's life: the key, what is asked for how often, and what is said when there is no answer. sections.js shows the answers.

import {sections} from './sections.js';

const KEY = 'settlement.operate-key';
const PATIENCE = 8000;

/** How often each part is asked for, in milliseconds, and what shows it. */
const PARTS = [
  {path: 'figures', every: 2000, show: sections.figures, lost: sections.figuresLost},
  {path: 'health', every: 4000, show: sections.health},
  {path: 'parked', every: 8000, show: sections.parked},
  {path: 'instances', every: 8000, show: sections.instances},
];

const find = id => document.getElementById(id);
let session = null;
let answeredAt = null;
/** The parts that had no answer last, with why. */
const lost = new Map();

class Refused extends Error {
  constructor(status, problem) {
    super(problem.detail || `the producer answers ${status}`);
    this.status = status;
    this.reason = problem.reason || '';
  }
}

/** @throws Refused where the producer says no, anything else where it says nothing */
async function ask(path, key) {
  const response = await fetch(`v1/operate/${path}`, {
    headers: {Authorization: `Bearer ${key}`, Accept: 'application/json'},
    cache: 'no-store',
    credentials: 'omit',
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (!response.ok) {
    throw new Refused(response.status, await response.json().catch(() => ({})));
  }
  return response.json();
}

function tell(text) {
  find('trouble').textContent = text;
  find('trouble').hidden = text === '';
}

const wordsOf = trouble => trouble instanceof Refused
  ? `The producer refuses (${trouble.status} ${trouble.reason}): ${trouble.message}.`
  : 'The producer does not answer; asking again.';

/** What is old on the page is told to be old, never taken for what is. */
function tellWhatIsLost() {
  document.body.classList.toggle('stale', lost.size > 0);
  const [trouble] = lost.values();
  tell(trouble === undefined ? '' : `${wordsOf(trouble)} The last answer is of ${answeredAt.toLocaleTimeString('sv-SE')}.`);
}

const isForbidden = trouble => trouble instanceof Refused && (trouble.status === 401 || trouble.status === 403);

function forget(why) {
  sessionStorage.removeItem(KEY);
  session = null;
  lost.clear();
  document.body.classList.remove('stale');
  find('shown').hidden = true;
  find('leave').hidden = true;
  find('enter').hidden = false;
  find('producer').textContent = '';
  sections.clear();
  find('key').value = '';
  tell(why);
  find('key').focus();
}

const sleep = millis => new Promise(resolve => setTimeout(resolve, millis));

/** Asks for one part until the session ends. Nobody is asked for a page that nobody sees. */
async function follow(part, mine) {
  while (session === mine) {
    if (!document.hidden) {
      await look(part, mine);
    }
    await sleep(part.every);
  }
}

async function look(part, mine) {
  let answer;
  try {
    answer = await ask(part.path, mine.key);
  } catch (trouble) {
    if (session === mine) {
      lose(part, trouble);
    }
    return;
  }
  if (session === mine) {
    part.show(answer);
    answeredAt = new Date();
    lost.delete(part.path);
    tellWhatIsLost();
  }
}

function lose(part, trouble) {
  if (isForbidden(trouble)) {
    forget(`The key does not open this page: ${trouble.message}.`);
    return;
  }
  if (part.lost) {
    part.lost();
  }
  lost.set(part.path, trouble);
  tellWhatIsLost();
}

async function enter(key) {
  tell('');
  const mine = {key};
  try {
    sections.figures(await ask('figures', key));
  } catch (trouble) {
    if (isForbidden(trouble)) {
      forget(`The key does not open this page: ${trouble.message}.`);
    } else {
      tell(wordsOf(trouble).replace('; asking again', ''));
    }
    return;
  }
  session = mine;
  sessionStorage.setItem(KEY, key);
  find('enter').hidden = true;
  find('key').value = '';
  find('shown').hidden = false;
  find('leave').hidden = false;
  answeredAt = new Date();
  const [figures, ...others] = PARTS;
  others.forEach(part => follow(part, mine));
  traceNamed();
  // Shown already; a rate needs some time between two answers.
  await sleep(figures.every);
  follow(figures, mine);
}

/** The address names the transfer, so that a link to it can be passed on. */
function traceNamed() {
  const named = /^#transfer=([0-9]{1,19})$/.exec(location.hash);
  if (named && session !== null) {
    find('transfer-id').value = named[1];
    find('one').scrollIntoView();
    trace(named[1]);
  }
}

async function trace(id) {
  const mine = session;
  try {
    const answer = await ask(`transfers/${id}`, mine.key);
    if (session === mine) {
      sections.transfer(answer);
    }
  } catch (trouble) {
    if (session === mine) {
      sections.noTransfer(id, trouble instanceof Refused ? trouble.message : 'the producer does not answer');
    }
  }
}

find('enter').addEventListener('submit', event => {
  event.preventDefault();
  enter(find('key').value.trim());
});

find('find').addEventListener('submit', event => {
  event.preventDefault();
  const hash = `#transfer=${find('transfer-id').value.trim()}`;
  if (location.hash === hash) {
    traceNamed();
  } else {
    location.hash = hash;
  }
});

find('leave').addEventListener('click', () => forget(''));
window.addEventListener('hashchange', traceNamed);

const kept = sessionStorage.getItem(KEY);
if (kept === null) {
  find('key').focus();
} else {
  enter(kept);
}
