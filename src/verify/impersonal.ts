// A short text of the service's (a call's id, the target of a redirect), fit to be kept: printable, and nothing personal in
// it, however it came there. Masked as a whole, as what is left of it would be of no use.

import { hasKnownRegion, lengthened, numberFault } from '../domain/identity-number.js';
import type { Person } from '../domain/row.js';
import { bareText, MASK } from './provider-message.js';

const LIMIT = 100;
/** No id is that long; what is behind that is not kept. */
const LOOKED_AT = 1000;

/** @returns what to keep of it, empty where there was none */
export function impersonal(text: string, { idNumber, name }: Person): string {
  if (text === '') return '';
  const looked = text.slice(0, LOOKED_AT);
  const said = `${looked} ${percentDecoded(looked)}`;
  // With none of these it can hold no name and no number: most ids end here.
  if (!PERSONAL.test(said) && !holds(said, name)) return printable(looked);
  const retired = idNumber.length === 18 ? idNumber.slice(0, 6) + idNumber.slice(8, 17) : idNumber;
  const personal = holds(said, name) || holds(said, idNumber) || holds(said, retired);
  return personal || hasIdentityNumber(said) ? MASK : printable(looked);
}

/** Fifteen digits, whatever separates them, or a character beyond ASCII. */
const PERSONAL = /(?:\p{Nd}[^\p{L}\p{N}]*){15}|[^\0-\x7f]/u;

function printable(text: string): string {
  return text.replace(/[^\x21-\x7e]/g, '').slice(0, LIMIT);
}

function percentDecoded(text: string): string {
  if (!text.includes('%')) return '';
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

/** Two letters stand in every other id by chance. */
const SHORTEST_OF_LETTERS = 3;

function holds(said: string, part: string): boolean {
  const bare = bareText(part);
  if (bare === '' || (bare.length < SHORTEST_OF_LETTERS && /^[\0-\x7f]*$/.test(bare))) return false;
  return bareText(said).includes(bare);
}

/** Anybody's: of a possible date and place, and with the check character that fits where there is one. */
function hasIdentityNumber(said: string): boolean {
  for (const [run] of bareText(said).matchAll(/\d{15,}x?/g)) {
    if (run.length === 15 && isPossible(lengthened(run))) return true;
    for (let at = 0; at + 18 <= run.length; at += 1) {
      if (isPossible(run.slice(at, at + 18).toUpperCase())) return true;
    }
  }
  return false;
}

function isPossible(number: string): boolean {
  return numberFault(number, '9999-12-31') === undefined && hasKnownRegion(number);
}
