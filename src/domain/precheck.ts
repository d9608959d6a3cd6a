// What is known of a row without asking: cleaned, can its number and its name be valid at all? Pure; the day
// comes in. Messages never quote the list: they are kept where nothing personal may stand.

import type { Status } from './codes.js';
import {
  cleanNumber,
  hasKnownRegion,
  numberFault,
  type CleanedNumber,
  type NumberFault,
} from './identity-number.js';
import { cleanName, isPlainName, nameFault, type NameFault } from './person-name.js';
import type { Fate, Person } from './row.js';
import { uncalculated } from './uncalculated.js';

export interface PrecheckRules {
  /** `warn` sends a faulty row and notes the fault; `off` sends whatever there is, an empty cell too. */
  readonly precheck: 'reject' | 'warn' | 'off';
  /** YYYY-MM-DD, after which nobody is born. */
  readonly asOf: string;
  /** Of a batch's rules: its rows come out as when it was begun. Before 2 a failed formula was taken for a name. */
  readonly version?: number;
}

interface Finding {
  readonly status: Extract<Status, 'invalid_id' | 'bad_format'>;
  readonly message: string;
}

const EXPORT_AS_TEXT =
  'the digits are lost: export the list again with this column formatted as text, or take it from its source';

const NUMBER_FINDINGS: Readonly<Record<NumberFault, Finding>> = {
  empty: { status: 'bad_format', message: 'the number is empty' },
  characters: { status: 'bad_format', message: 'the number has characters other than digits and a last X' },
  length: { status: 'bad_format', message: 'the number has neither 18 characters nor 15 digits' },
  reformatted: {
    status: 'bad_format',
    message: `a spreadsheet has written the number as a quantity, such as 1.10105E+17; ${EXPORT_AS_TEXT}`,
  },
  rounded: {
    status: 'bad_format',
    message: `a spreadsheet has rounded the number, so that it ends in 000; ${EXPORT_AS_TEXT}`,
  },
  'birth date': { status: 'invalid_id', message: 'the birth date in the number is no possible one' },
  'check character': {
    status: 'invalid_id',
    message: 'the last character of the number does not fit the others',
  },
};

const NAME_FINDINGS: Readonly<Record<NameFault, Finding>> = {
  empty: { status: 'bad_format', message: 'the name is empty' },
  'lost characters': {
    status: 'bad_format',
    message: 'the name has lost a character, which stands as a question mark; export the list again as UTF-8',
  },
  'failed formula': {
    status: 'bad_format',
    message: 'a formula of the spreadsheet has failed where the name should be, as in #N/A',
  },
  'no letters': { status: 'bad_format', message: 'the name has no letters' },
  'control characters': { status: 'bad_format', message: 'the name has control characters' },
  'too long': { status: 'bad_format', message: 'the name is longer than any name is' },
};

/** `call`, or `local` where the rules reject the row. Both cells are as the list has them. */
export function precheck(writtenNumber: string, writtenName: string, rules: PrecheckRules): Fate {
  return isSound(writtenNumber, writtenName, rules.asOf)
    ? { kind: 'call', person: { idNumber: writtenNumber, name: writtenName }, note: '' }
    : examined(writtenNumber, writtenName, rules);
}

/** As most rows are: nothing to clean, nothing to say. */
function isSound(number: string, name: string, asOf: string): boolean {
  return isPlainName(name) && numberFault(number, asOf) === undefined && hasKnownRegion(number);
}

function examined(writtenNumber: string, writtenName: string, rules: PrecheckRules): Fate {
  const formula = (rules.version ?? 2) >= 3 ? uncalculated(writtenNumber, writtenName) : undefined;
  if (formula !== undefined && rules.precheck === 'reject')
    return { kind: 'local', status: 'bad_format', message: formula };
  const cleaned = cleanNumber(writtenNumber);
  const person = personOf(writtenNumber, writtenName, cleaned);
  const notes = cleaningNotes(cleaned.change, person.name !== writtenName);
  if (rules.precheck === 'off') return { kind: 'call', person, note: notes.join('; ') };
  const findings = findingsOn(person.idNumber, person.name, rules);
  const [first] = findings;
  if (first !== undefined && rules.precheck === 'reject') {
    const status = findings.find((finding) => finding.status === 'bad_format')?.status ?? first.status;
    return { kind: 'local', status, message: findings.map(({ message }) => message).join('; ') };
  }
  if (first === undefined && !hasKnownRegion(person.idNumber))
    notes.push('the region in the number is not a known one');
  for (const { message } of findings) notes.push(`sent although ${message}`);
  return { kind: 'call', person, note: notes.join('; ') };
}

/** Who is meant: the same person, however the two cells are written. */
export function personOf(
  writtenNumber: string,
  writtenName: string,
  cleaned: CleanedNumber = cleanNumber(writtenNumber),
): Person {
  return { idNumber: cleaned.number, name: cleanName(writtenName) };
}

function findingsOn(idNumber: string, name: string, { asOf, version = 2 }: PrecheckRules): Finding[] {
  const ofNumber = numberFault(idNumber, asOf);
  const ofName = nameFault(name);
  const findings: Finding[] = [];
  if (ofNumber !== undefined) findings.push(NUMBER_FINDINGS[ofNumber]);
  const isOfRules = ofName !== 'failed formula' || version >= 2;
  if (ofName !== undefined && isOfRules) findings.push(NAME_FINDINGS[ofName]);
  return findings;
}

function cleaningNotes(number: CleanedNumber['change'], name: boolean): string[] {
  const notes: string[] = [];
  if (number === 'cleaned') notes.push('the number was cleaned for the request');
  if (number === 'lengthened') notes.push('the number of 15 digits was sent as one of 18');
  if (name) notes.push('the name was cleaned for the request');
  return notes;
}
