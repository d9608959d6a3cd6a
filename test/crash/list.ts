// A list whose every outcome is known beforehand, from the pretend provider's rule, from what is wrong with the record,
// or from the row that it repeats. It uses nothing of src/ingest and src/domain.

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
}

const STATUS: ReadonlyMap<string, string> = new Map([
  ['0', 'match'],
  ['-5803', 'mismatch'],
  ['-5804', 'invalid_id'],
  ['-5806', 'bad_format'],
  ['-5807', 'lookup_failed'],
]);
const REPEATS_EVERY = 23;
const REPEATS_BACK = 9;
const BROKEN_EVERY = 29;

/** Every 23rd row repeats an earlier one, every 29th can't be valid. */
export function makeList(count: number, seed = 7): TestList {
  const rows: ListedRow[] = [];
  for (const person of generatePeople({ seed, count, mix: 'clean' })) {
    const row = rows.length + 1;
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
      const { code } = answerAbout(person.idNumber, person.name);
      const status = STATUS.get(code) ?? 'error';
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
  };
}
