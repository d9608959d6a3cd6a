// Keeps parts of a page true: each says what it is about (`data-live`) and where it is asked for anew (`data-source`). So what a page
// shows is written in one place, on the server.

import { listen, type Told } from './live-events.js';

/** Between two askings for the same part, where it doesn't say how long (`data-apart`). */
const APART_MS = 1_000;
/** After one that failed, as while the service is away. */
const AGAIN_MS = 2_000;

interface Asking {
  readonly since: number;
  /** Something has happened since it was asked. */
  again: boolean;
}

const asking = new Map<string, Asking>();
let hasMissed = false;

export function startLive(): void {
  if (regions().length === 0) return;
  listen(heed);
  pollOn();
  document.addEventListener('visibilitychange', () => {
    if (document.hidden || !hasMissed) return;
    hasMissed = false;
    for (const { id } of concerned({ kind: 'resync' })) ask(id);
  });
}

/** Of some parts no event tells, as of a list that is being read: they say themselves that they want to be asked for again. */
function pollOn(): void {
  setInterval(() => {
    if (document.hidden) return;
    for (const { id, dataset } of regions()) if (dataset['poll'] !== undefined) ask(id);
  }, APART_MS);
}

function regions(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-live][data-source][id]')];
}

function heed(told: Told): void {
  if (told.kind === 'connection') {
    showConnection(told.isThere);
    return;
  }
  // Whom nobody sees needs not be asked for; what was missed is asked for when somebody looks.
  if (document.hidden) {
    hasMissed = true;
    return;
  }
  for (const { id } of concerned(told)) ask(id);
}

function concerned(told: Exclude<Told, { kind: 'connection' }>): HTMLElement[] {
  const about = (topic: string): HTMLElement[] =>
    regions().filter(({ dataset }) => dataset['live']?.split(' ').includes(topic) === true);
  switch (told.kind) {
    case 'resync':
      // A part that holds others is asked for with them.
      return regions().filter(({ parentElement }) => parentElement?.closest('[data-live]') === null);
    case 'account':
      return about('accounts');
    case 'batch': {
      const known = about(`batch:${told.batch}`);
      return known.length > 0 ? known : about('batches');
    }
  }
}

function ask(id: string): void {
  const known = asking.get(id);
  if (known !== undefined) {
    known.again = true;
    return;
  }
  const now: Asking = { since: performance.now(), again: false };
  asking.set(id, now);
  void renewInTime(id, now);
}

async function renewInTime(id: string, now: Asking): Promise<void> {
  const isDone = await renew(id);
  if (!isDone) now.again = true;
  const apart = Number(document.getElementById(id)?.dataset['apart'] ?? APART_MS);
  const apartMs = isDone ? apart : AGAIN_MS;
  setTimeout(
    () => {
      asking.delete(id);
      if (now.again) ask(id);
    },
    Math.max(0, apartMs - (performance.now() - now.since)),
  );
}

/** @returns false where it has to be asked for again */
async function renew(id: string): Promise<boolean> {
  const region = document.getElementById(id);
  const source = region?.dataset['source'];
  if (region === null || source === undefined) return true;
  const response = await fetch(source, { redirect: 'manual', headers: { accept: 'text/html' } }).catch(
    () => undefined,
  );
  if (response === undefined || response.status >= 500) return false;
  if (response.type === 'opaqueredirect') {
    // The session has ended: the page itself says where one signs in.
    location.reload();
    return true;
  }
  if (response.status === 404) {
    gone(region);
    return true;
  }
  if (!response.ok) return true;
  put(region, await response.text());
  return true;
}

function gone(region: HTMLElement): void {
  const elsewhere = region.dataset['gone'];
  if (elsewhere === undefined) region.remove();
  else location.assign(elsewhere);
}

function put(region: HTMLElement, text: string): void {
  const template = document.createElement('template');
  template.innerHTML = text;
  const fresh = template.content.firstElementChild;
  if (fresh === null || fresh.isEqualNode(region)) return;
  const { activeElement } = document;
  const isWithin = activeElement !== null && region.contains(activeElement);
  // Who types is not disturbed.
  if (isWithin && activeElement.matches('input, select, textarea')) return;
  const mark = isWithin ? markOf(activeElement) : undefined;
  region.replaceWith(fresh);
  if (mark !== undefined) fresh.querySelector<HTMLElement>(mark)?.focus({ preventScroll: true });
}

/** How an element is found again in what takes its place. */
function markOf(element: Element): string | undefined {
  if (element.id !== '') return `#${CSS.escape(element.id)}`;
  const href = element.getAttribute('href');
  if (href !== null) return `a[href="${CSS.escape(href)}"]`;
  const name = element.getAttribute('name');
  return name === null ? undefined : `[name="${CSS.escape(name)}"]`;
}

function showConnection(isThere: boolean): void {
  for (const notice of document.querySelectorAll<HTMLElement>('[data-offline]')) notice.hidden = isThere;
}
