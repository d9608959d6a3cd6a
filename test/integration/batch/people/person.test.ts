// One person in all batches: found in ended ones and in those under way, in any notation, and everything that is kept.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import type { App } from '../../../../src/app/app.js';
import { indexStatus, rebuildIndex } from '../../../../src/app/index-people.js';
import { exportPerson, findElsewhere, findPerson } from '../../../../src/app/person.js';
import { createBatch } from '../../../../src/batch/create.js';
import { loadConfig } from '../../../../src/config.js';
import { call } from '../../../unit/collect/fakes.js';
import { keptData } from '../erasure/kept.js';
import { passNight, requestOf } from '../../../property/batch/night.js';

const PROGRAM = fileURLToPath(new URL('../../../../dist/programs/rollcall.js', import.meta.url));
const AT = Date.parse('2026-11-20T00:00:00Z');
const ANNA = '11010519491231002X';
const LIST = `姓名,身份证号\n韦小宝,${ANNA}\n韦小宝, ${ANNA.toLowerCase()}\n张三,440524188001010014\n`;

async function directory(): Promise<App> {
  const data = mkdtempSync(join(tmpdir(), 'rollcall-person-'));
  onTestFinished(() => {
    rmSync(data, { recursive: true });
  });
  const callsFor = (row: number) => [
    call(row, 1, { startedAt: AT, finishedAt: AT + 1000, sessionId: `s-${row}` }),
  ];
  await passNight(data, { batch: 'one', list: LIST, atMs: AT, callsFor });
  await passNight(data, { batch: 'two', list: LIST, atMs: AT + 1, state: 'cancelled', callsFor: () => [] });
  const open = { batch: 'open', list: `姓名,身份证号\n张三,${ANNA}\n`, atMs: AT + 2, callsFor };
  await createBatch(requestOf(data, open), data, AT + 2);
  return { config: loadConfig({ ROLLCALL_DATA: data }, data), tell: () => undefined };
}

const shown = (rows: Awaited<ReturnType<typeof findPerson>>) =>
  rows.map(({ person, record, row, status, calledAt }) => [person, record.batch, row, status, calledAt]);

it('finds a person in every batch, by the number in any notation, or by number and name', async () => {
  const app = await directory();
  const byNumber = [
    [0, 'one', 1, 'match', AT + 1000],
    [0, 'one', 2, 'match', undefined],
    [0, 'two', 1, 'not_sent', undefined],
    [0, 'two', 2, 'not_sent', undefined],
    [0, 'open', 1, undefined, undefined],
  ];
  expect((await indexStatus(app)).missing).toEqual(['two', 'one']);
  expect(shown(await findPerson(app, [{ number: ` '${ANNA.toLowerCase()} `, name: undefined }]))).toEqual(
    byNumber,
  );
  const named = await findPerson(app, [
    { number: ANNA, name: '韦 小宝' },
    { number: ANNA, name: '张三' },
    { number: '110101199003070134', name: undefined },
  ]);
  expect(shown(named)).toEqual([...byNumber.slice(0, 4), [1, 'open', 1, undefined, undefined]]);
  // What is found does not depend on when the index was made.
  expect(await rebuildIndex(app, () => undefined)).toEqual({
    batches: 2,
    rows: 6,
    missing: [],
    unreadable: [],
  });
  expect(shown(await findPerson(app, [{ number: ANNA, name: undefined }]))).toEqual(byNumber);
});

it('exports the rows as they stand in the files, and the calls for them', async () => {
  const all = await exportPerson(await directory(), [{ number: ANNA, name: undefined }]);
  const [first, duplicate] = all;
  expect(first?.kept?.cells).toMatchObject({ 姓名: '韦小宝', 身份证号: ANNA, verify_session_id: 's-1' });
  expect(first?.kept?.calls).toMatchObject([{ attempt: 1, result: 'answered', sessionId: 's-1' }]);
  // Of a batch that has not ended there is the copy of its list.
  expect(all.at(-1)?.kept).toEqual({
    row: 1,
    in: 'list',
    cells: { 姓名: '张三', 身份证号: ANNA },
    calls: [],
  });
  expect(duplicate?.kept).toMatchObject({ row: 2, cells: { verify_duplicate_of: '1' }, calls: [] });
});

it('takes number and name from standard input alone, and names nobody in what it refuses', async () => {
  const { config } = await directory();
  const rollcall = (words: readonly string[], input: string) =>
    execFileSync(process.execPath, [PROGRAM, 'person', ...words], {
      encoding: 'utf8',
      input,
      stdio: 'pipe',
      env: { ROLLCALL_DATA: config.dataDir },
    });
  const found: unknown = JSON.parse(rollcall(['find', '--json'], `\uFEFF${ANNA},张三\n\n`));
  expect(found).toEqual([{ batch: 'open', row: 1, status: null, checked_at: null, person: 1 }]);
  expect(() => rollcall(['find', ANNA], '')).toThrow(/too many arguments/);
  await expect(findPerson({ config, tell: () => undefined }, [])).rejects.toThrow(/Nobody is named/);
  const noNumber = [
    { number: ANNA, name: undefined },
    { number: ' ', name: '张三' },
  ];
  await expect(findPerson({ config, tell: () => undefined }, noNumber)).rejects.toThrow(
    'Line 2 of standard input has no number.',
  );
});

it('exports what stands besides the outcomes, too: files by status, changes and corrected files', async () => {
  const app = await keptData();
  const found = await findElsewhere(app, [{ number: ANNA, name: undefined }]);
  const where = found.map(({ record, path, cells }) => [record.batch, basename(path), cells['姓名']]);
  expect(where.map((each) => each.join(' ')).toSorted()).toEqual([
    'one corrected.csv 韦小宝',
    'one corrected.csv 韦小宝',
    'one outcomes.match.csv 韦小宝',
    'one outcomes.match.csv 韦小宝',
    'two changes.csv 韦小宝',
  ]);
  expect(found.at(-1)?.cells).toMatchObject({ verify_change: 'gone', verify_previous_row: '1' });
});
