// For any batches, erasures, purges and rebuilds, the index finds people exactly where a plain scan of the files does.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { erasePerson } from '../../../src/app/erase-person.js';
import { purge } from '../../../src/app/purge.js';
import { catchUp, indexDifference } from '../../../src/batch/people/catch-up.js';
import { outputPaths } from '../../../src/batch/paths.js';
import type { Person } from '../../../src/domain/row.js';
import { personOf } from '../../../src/domain/precheck.js';
import { loadConfig } from '../../../src/config.js';
import { beginAnew } from '../../../src/people/index-writer.js';
import { call } from '../../unit/collect/fakes.js';
import { find } from '../../unit/people/small-index.js';
import { passNight } from '../batch/night.js';

const NUMBERS = ['11010519491231002X', '440524188001010014', '110101199003070134'];
const NAMES = ['张三', '李四', '王五'];
const PEOPLE: Person[] = NUMBERS.flatMap((idNumber) => NAMES.map((name) => ({ idNumber, name })));
/** As people write the same number and name, and what is nobody. */
const WRITTEN = ['{}', ' {} ', "'{}", '{}x', ''];
const AT = Date.parse('2026-11-20T00:00:00Z');

const row = fc.record({
  person: fc.constantFrom(...PEOPLE),
  number: fc.constantFrom(...WRITTEN),
  name: fc.constantFrom('{}', ' {}', '{},too many'),
  code: fc.constantFrom('0', '-5803', '-5807', '108'),
});
const night = fc.record({
  rows: fc.array(row, { maxLength: 8 }),
  cancelled: fc.boolean(),
  afterwards: fc.constantFrom('nothing', 'index', 'purge', 'anew', 'erase'),
  who: fc.constantFrom(...PEOPLE),
});

test('the index finds people where a plain scan of the files does', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(night, { minLength: 1, maxLength: 4 }), async (nights) => {
      const data = mkdtempSync(join(tmpdir(), 'rollcall-indexed-'));
      try {
        const kept = new Map<string, string>();
        for (const [number, { rows, cancelled, afterwards, who }] of nights.entries()) {
          const batch = `night-${number}`;
          const lines = rows.map(
            (each) => `${filled(each.name, each.person.name)},${filled(each.number, each.person.idNumber)}`,
          );
          const { record } = await passNight(data, {
            batch,
            list: `${['姓名,身份证号', ...lines].join('\n')}\n`,
            atMs: AT + number,
            state: cancelled ? 'cancelled' : 'completed',
            callsFor: (at) =>
              cancelled && at % 2 === 0 ? [] : [call(at, 1, { code: rows[at - 1]?.code ?? '0' })],
          });
          kept.set(batch, outputPaths(record.outDirectory).outcomes);
          if (afterwards === 'index') await catchUp(data);
          if (afterwards === 'anew') await beginAnew(data);
          if (afterwards === 'erase') await erased(data, kept, who);
          if (afterwards !== 'purge') continue;
          await purge(
            { config: loadConfig({ ROLLCALL_DATA: data }, data) },
            { which: { batch }, erase: true },
          );
          kept.delete(batch);
        }
        await catchUp(data);
        expect(await indexDifference(data)).toEqual({ missing: [], gone: [] });
        for (const by of ['number', 'number and name'] as const)
          expect(await find(data, PEOPLE, by)).toEqual(PEOPLE.map((person) => scanFiles(kept, person, by)));
      } finally {
        rmSync(data, { recursive: true });
      }
    }),
    { numRuns: 15 },
  );
});

/** The person is in no file any more, and every other line is as it was. */
async function erased(data: string, kept: ReadonlyMap<string, string>, who: Person): Promise<void> {
  const linesOf = () => [...kept.values()].map((file) => readFileSync(file, 'utf8').split('\n'));
  const before = linesOf();
  const app = { config: loadConfig({ ROLLCALL_DATA: data }, data), tell: () => undefined };
  const { batches } = await erasePerson(app, {
    people: [{ number: who.idNumber, name: who.name }],
    erase: true,
  });
  expect(scanFiles(kept, who, 'number and name')).toEqual([]);
  const gone = new Map(batches.map(({ batch, rows }) => [batch, new Set(rows)]));
  for (const [index, lines] of linesOf().entries()) {
    const rows = gone.get([...kept.keys()][index] ?? '');
    // Line 0 is the header, so a line has its row's number.
    const others = (some: readonly string[] = []) =>
      some.map((line, number) => (rows?.has(number) ? '' : line));
    expect(others(lines)).toEqual(others(before[index]));
  }
}

function filled(pattern: string, text: string): string {
  return pattern.replace('{}', text);
}

/** What `find` says, read from outcomes.csv alone. */
function scanFiles(
  files: ReadonlyMap<string, string>,
  { idNumber, name }: Person,
  by: 'number' | 'number and name',
): string[] {
  return [...files]
    .flatMap(([batch, file]) => {
      const records: Record<string, string>[] = parse(readFileSync(file), { columns: true, bom: true });
      return records.flatMap((cells, index) => {
        const status = cells['verify_status'];
        const written = (title: string): string => (cells[title] ?? '').replace(/^'/, '');
        const person = personOf(written('身份证号'), written('姓名'), 3);
        const isIt = person.idNumber === idNumber && (by === 'number' || person.name === name);
        if (status === 'unreadable' || !isIt) return [];
        const at = cells['verify_checked_at'] ?? '';
        const code = cells['verify_code'] === '' ? null : cells['verify_code'];
        const called = at === '' ? null : Date.parse(at);
        return [JSON.stringify([batch, index + 1, status, cells['verify_source'], code, called])];
      });
    })
    .toSorted();
}
