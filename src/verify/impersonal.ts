// Makes a short text from the service (a call's id, the target of a redirect) fit to be kept: printable, and nothing
// personal in it, however it got there. A text with something personal is masked as a whole, as the rest of it would be
// of no use.

import type { Person } from '../domain/row.js';
import { holdsPersonal } from './personal-text.js';
import { MASK } from './provider-message.js';

const LIMIT = 100;
/** No id is that long; the rest of a longer text is not kept. */
const LOOKED_AT = 1000;

/** @returns the text that may be kept; empty where there was none */
export function impersonal(text: string, person: Person): string {
  if (text === '') return '';
  const looked = text.slice(0, LOOKED_AT);
  return holdsPersonal(looked, person) ? MASK : looked.replace(/[^\x21-\x7e]/g, '').slice(0, LIMIT);
}
