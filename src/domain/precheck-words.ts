// With which status a row ends whose number or name is not sent, and why in words.

import type { Words } from '../words/words.js';
import type { NumberFault } from './identity-number.js';
import type { NameFault } from './person-name.js';
import type { Status } from './status.js';

export interface Finding {
  readonly status: Extract<Status, 'invalid_id' | 'bad_format'>;
  readonly message: string;
}

/** These numbers are written as numbers are, and can't be anybody's. */
const INVALID: ReadonlySet<NumberFault> = new Set(['birth date', 'check character']);

export function numberFinding(fault: NumberFault, { rows }: Words): Finding {
  return { status: INVALID.has(fault) ? 'invalid_id' : 'bad_format', message: rows.numbers[fault] };
}

export function nameFinding(fault: NameFault, { rows }: Words): Finding {
  return { status: 'bad_format', message: rows.names[fault] };
}
