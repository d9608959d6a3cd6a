// What is known of a row without asking: whether its number and name can be valid at all. Pure; the day comes in.

import type { Fate } from './row.js';

export interface PrecheckRules {
  readonly precheck: 'reject' | 'warn' | 'off';
  /** YYYY-MM-DD. */
  readonly asOf: string;
}

export function precheck(idNumber: string, name: string, rules: PrecheckRules): Fate {
  const person = { idNumber: idNumber.trim(), name: name.trim() };
  if (rules.precheck === 'reject' && (person.idNumber === '' || person.name === '')) {
    return { kind: 'local', status: 'bad_format', message: 'the name or the number is empty' };
  }
  return { kind: 'call', person, note: '' };
}
