// Decides without a call whether a row's cleaned number and name can be valid. Pure; the day is a parameter. Messages
// never quote the list, because they are kept in files without personal data.

import {
  cleanNumber,
  hasKnownRegion,
  hasNumberForm,
  LONGEST_WRITTEN_NUMBER,
  numberFault,
  type CleanedNumber,
  type NumberFault,
} from './identity-number.js';
import { mayBeCut, mayBeDamaged, type NumberDamage } from './number-damage.js';
import { nameFinding, numberFinding, type Finding } from './precheck-words.js';
import { cleanName, isPlainName, nameFault, restoredName } from './person-name.js';
import type { Fate, Person } from './row.js';
import { uncalculated } from './uncalculated.js';
import { wordsIn } from '../words/catalogue.js';
import type { Language } from '../words/language.js';
import type { Words } from '../words/words.js';

export interface PrecheckRules {
  /** `reject` refuses a faulty row; `warn` sends it and notes the fault; `off` sends everything, empty cells too. */
  readonly precheck: 'reject' | 'warn' | 'off';
  /** YYYY-MM-DD, after which nobody is born. */
  readonly asOf: string;
  /**
   * The version of the batch's rules, by which rows get the same fate as when the batch was begun. Before version 2 a
   * failed formula counted as a name, before 3 any text with letters, before 4 words for roles and totals, too.
   */
  readonly version: number;
  /** The damage that the whole column of numbers shows; absent where there is none, or the column was not read. */
  readonly damages?: ReadonlySet<NumberDamage> | undefined;
  /** In which remarks are written; absent: English. */
  readonly language?: Language | undefined;
}

/** `call`, or `local` where the rules refuse the row. Both cells are passed as the list has them. */
export function precheck(writtenNumber: string, writtenName: string, rules: PrecheckRules): Fate {
  return isSound(writtenNumber, writtenName, rules)
    ? { kind: 'call', person: { idNumber: writtenNumber, name: writtenName }, note: '' }
    : examined(writtenNumber, writtenName, rules);
}

/** Whether number and name are like those of most rows, which need no cleaning and have no fault. */
function isSound(number: string, name: string, { asOf, version, damages }: PrecheckRules): boolean {
  if (!isPlainName(name, version) || numberFault(number, asOf) !== undefined) return false;
  return hasKnownRegion(number) && !(damages !== undefined && mayBeDamaged(number, damages));
}

function examined(writtenNumber: string, writtenName: string, rules: PrecheckRules): Fate {
  const words = wordsIn(rules.language ?? 'en');
  const formula = rules.version >= 3 ? uncalculated(writtenNumber, writtenName, words) : undefined;
  if (formula !== undefined && rules.precheck === 'reject')
    return { kind: 'local', status: 'bad_format', message: formula };
  const cleaned = cleanNumber(writtenNumber, rules.version);
  const person = personOf(writtenNumber, writtenName, rules.version, cleaned);
  const notes = cleaningNotes(cleaned.change, writtenName, person.name, rules.version, words);
  if (rules.precheck === 'off') return { kind: 'call', person, note: notes.join(words.rows.and) };
  const findings = findingsOn(cleaned, person.name, rules, words);
  const [first] = findings;
  if (first !== undefined && rules.precheck === 'reject') {
    const status = findings.find((finding) => finding.status === 'bad_format')?.status ?? first.status;
    return { kind: 'local', status, message: findings.map(({ message }) => message).join(words.rows.and) };
  }
  if (first === undefined && !hasKnownRegion(person.idNumber)) notes.push(words.rows.notes.unknownRegion);
  for (const { message } of findings) notes.push(words.rows.notes.sentAlthough({ finding: message }));
  return { kind: 'call', person, note: notes.join(words.rows.and) };
}

/** The person whom the two cells name, in any notation. */
export function personOf(
  writtenNumber: string,
  writtenName: string,
  rulesVersion: number,
  cleaned: CleanedNumber = cleanNumber(writtenNumber, rulesVersion),
): Person {
  return { idNumber: cleaned.number, name: cleanName(writtenName, rulesVersion) };
}

function findingsOn(cleaned: CleanedNumber, name: string, rules: PrecheckRules, words: Words): Finding[] {
  const ofNumber = columnFault(cleaned, rules) ?? numberFault(cleaned.number, rules.asOf);
  const ofName = nameFault(name, rules.version);
  const findings: Finding[] = [];
  if (ofNumber !== undefined) findings.push(numberFinding(ofNumber, words));
  const isOfRules = ofName !== 'failed formula' || rules.version >= 2;
  if (ofName !== undefined && isOfRules) findings.push(nameFinding(ofName, words));
  return findings;
}

/** Faults that only the whole column shows, for values that are valid by themselves. */
function columnFault(
  { number, change }: CleanedNumber,
  { asOf, version, damages }: PrecheckRules,
): NumberFault | undefined {
  if (version >= 3 && number.length > LONGEST_WRITTEN_NUMBER) return 'too long';
  if (damages === undefined || !hasNumberForm(number)) return undefined;
  if (change === 'lengthened')
    return damages.has('truncated') && mayBeCut(number, asOf) ? 'cut column' : undefined;
  if (numberFault(number, asOf) !== undefined || !mayBeDamaged(number, damages)) return undefined;
  return damages.has('unchecked') ? 'unchecked column' : 'rounded column';
}

function cleaningNotes(
  number: CleanedNumber['change'],
  writtenName: string,
  name: string,
  rulesVersion: number,
  { rows: { notes: said } }: Words,
): string[] {
  const notes: string[] = [];
  if (number === 'cleaned') notes.push(said.numberCleaned);
  if (number === 'lengthened') notes.push(said.numberLengthened);
  if (name === writtenName) return notes;
  const isRestored = rulesVersion >= 3 && restoredName(writtenName) !== writtenName;
  notes.push(isRestored ? said.nameRestored : said.nameCleaned);
  return notes;
}
