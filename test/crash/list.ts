// A list whose every outcome is known beforehand, from the pretend provider's rule, from what is wrong with the record,
// or from the row that it repeats. It uses nothing of src/ingest and src/domain.

import { faceidAnswerAbout } from '../../src/simulator/faceid/person-rule.js';
import { answerAbout, generatePeople, type Customer } from '../../src/simulator/index.js';

export interface ListedRow {
  readonly row: number;
  readonly customer: Customer;
  readonly status: string;
  /** Undefined where the row needs no call. */
  readonly code: string | undefined;
  readonly source: 'api' | 'local' | 'duplicate';
  readonly duplicateOf: number | undefined;
}

export interface TestList {
  readonly rows: readonly ListedRow[];
  readonly csv: string;
  /** Rows that need a call. */
  readonly toCall: number;
  /** The codes after which a row is not called again. */
  readonly finalCodes: ReadonlySet<string>;
}

export type ProviderName = 'youtu' | 'faceid';

interface Rule {
  readonly answerAbout: (idNumber: string, name: string) => { readonly code: string };
  /** What a row ends as, by its final code. */
  readonly status: ReadonlyMap<string, string>;
}

const YOUTU: Rule = {
  answerAbout,
  status: new Map([
    ['0', 'match'],
    ['-5803', 'mismatch'],
    ['-5804', 'invalid_id'],
    ['-5806', 'bad_format'],
    ['-5807', 'lookup_failed'],
  ]),
};
const FACEID: Rule = {
  answerAbout: faceidAnswerAbout,
  status: new Map([
    ['0', 'match'],
    ['-1', 'mismatch'],
    ['-2', 'invalid_id'],
    ['-3', 'bad_format'],
    ['-5', 'lookup_failed'],
  ]),
};
/** FaceID's code for a person about whom it was asked too often today. */
export const OVER_TODAY = '-7';
/** So many rows have this name that FaceID's pretend limit of a day is met, among them some whole slices. */
const OFTEN = '张伟';
const REPEATS_EVERY = 23;
const REPEATS_BACK = 9;
const BROKEN_EVERY = 29;

/** Every 23rd row repeats an earlier one, every 29th can't be valid. */
export function makeList(count: number, provider: ProviderName = 'youtu'): TestList {
  const rule = provider === 'faceid' ? FACEID : YOUTU;
  const rows: ListedRow[] = [];
  for (const made of generatePeople({ seed: 7, count, mix: 'clean' })) {
    const row = rows.length + 1;
    const person = provider === 'faceid' && isOften(row, count) ? { ...made, name: OFTEN } : made;
    const earlier = row % REPEATS_EVERY === 0 ? rows[row - 1 - REPEATS_BACK] : undefined;
    if (earlier?.source === 'api') {
      const { name, idNumber } = earlier.customer;
      rows.push({
        ...earlier,
        row,
        customer: { ...person, name, idNumber },
        source: 'duplicate',
        duplicateOf: earlier.row,
      });
    } else if (row % BROKEN_EVERY === 0) {
      const customer = { ...person, idNumber: person.idNumber.slice(0, 11) };
      const known = {
        status: 'bad_format',
        code: undefined,
        source: 'local',
        duplicateOf: undefined,
      } as const;
      rows.push({ row, customer, ...known });
    } else {
      const { code } = rule.answerAbout(person.idNumber, person.name);
      const status = rule.status.get(code) ?? 'error';
      rows.push({ row, customer: person, status, code, source: 'api', duplicateOf: undefined });
    }
  }
  const lines = rows.map(({ customer: { customerNumber, name, idNumber, phone } }) =>
    [customerNumber, name, idNumber, phone].join(','),
  );
  return {
    rows,
    csv: `${['客户号,姓名,身份证号,手机号', ...lines].join('\n')}\n`,
    toCall: rows.filter(({ source }) => source === 'api').length,
    finalCodes: new Set(rule.status.keys()),
  };
}

/** Every third row, and a fifth of the list at a stretch. */
function isOften(row: number, count: number): boolean {
  return row % 3 === 0 || (row > count * 0.6 && row <= count * 0.8);
}
