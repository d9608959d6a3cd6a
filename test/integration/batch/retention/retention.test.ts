// How long outcomes are kept, by label and status: nothing goes before somebody was shown what would, and then only that.

import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { App } from '../../../../src/app/app.js';
import { erasureReceipts } from '../../../../src/app/erasure-receipts.js';
import { findPerson } from '../../../../src/app/person.js';
import {
  removeRetention,
  retentionRules,
  runRetention,
  setRetention,
} from '../../../../src/app/retention.js';
import { createBatch } from '../../../../src/batch/create.js';
import { batchPaths } from '../../../../src/batch/paths.js';
import { call } from '../../../unit/collect/fakes.js';
import { readCsv } from '../../../e2e/user.js';
import { requestOf } from '../../../property/batch/night.js';
import { ANNA, AT, BORIS, CARL, directory, DORA, filesIn, night, textOf } from '../erasure/kept.js';

const DAY = 86_400_000;
const LIST = textOf(['姓名,身份证号', `韦小宝,${ANNA}`, `张三,${BORIS}`, `李四,${CARL}`]);
const CODES = ['0', '-5803', '0'];

/** Two batches of a label, ten days and one day before `NOW`, and one of another label. */
async function labelled(): Promise<App> {
  const app = directory();
  const files = { xlsx: false, split: true };
  const callsFor = (row: number) => [
    call(row, 1, { code: CODES[row - 1], startedAt: AT, finishedAt: AT + 1 }),
  ];
  for (const [batch, label, atMs] of [
    ['old', 'east', AT],
    ['new', 'east', AT + 9 * DAY],
    ['other', 'west', AT],
  ] as const)
    await night(app, { batch, label, atMs, list: LIST, files, callsFor });
  return app;
}

const NOW = AT + 10 * DAY;
const run = (app: App) => runRetention(app, { erase: true, by: 'a worker', nowMs: NOW });

function statusesOf(app: App, batch: string, name = 'outcomes.csv'): (string | undefined)[] {
  return readCsv(String(filesIn(app).get(`batches/${batch}/${name}`))).map((line) => line['verify_status']);
}

describe('a rule', () => {
  it('is not recorded before somebody has been shown what it would erase, and erases nothing until then', async () => {
    const app = await labelled();
    const asked = { label: 'east', statuses: ['mismatch'] as const, days: 0, by: 'a clerk' };
    const shown = await setRetention(app, { ...asked, record: false });
    expect(shown).toMatchObject({ recorded: false, rules: [{ label: 'east', status: 'mismatch', days: 0 }] });
    expect(shown.due.map(({ record, rows }) => [record.batch, rows])).toEqual([
      ['old', 1],
      ['new', 1],
    ]);
    expect(await retentionRules(app)).toEqual([]);
    expect(await run(app)).toMatchObject({ erased: false, due: [] });
    await setRetention(app, { ...asked, record: true });
    await setRetention(app, { ...asked, days: 5, record: true });
    expect(await retentionRules(app)).toMatchObject([
      { label: 'east', status: 'mismatch', days: 5, by: 'a clerk' },
    ]);
    expect(await removeRetention(app, { label: 'east', statuses: ['mismatch'] })).toHaveLength(1);
    await expect(removeRetention(app, asked)).rejects.toThrow('There is no such rule for the label "east"');
    expect(await run(app)).toMatchObject({ erased: false });
  });

  it('of a status erases its rows in batches of the label that ended long enough ago, and no others', async () => {
    const app = await labelled();
    const before = filesIn(app);
    await setRetention(app, { label: 'east', statuses: ['mismatch'], days: 5, record: true });
    const { receipts } = await run(app);
    expect(statusesOf(app, 'old')).toEqual(['match', 'erased', 'match']);
    expect(statusesOf(app, 'old', 'outcomes.mismatch.csv')).toEqual(['erased']);
    for (const name of [
      'batches/new/outcomes.csv',
      'batches/other/outcomes.csv',
      'batches/old/outcomes.match.csv',
    ])
      expect(filesIn(app).get(name)).toEqual(before.get(name));
    expect(receipts.map(({ receipt }) => receipt)).toMatchObject([
      {
        by: 'a worker',
        people: null,
        retention: { label: 'east', statuses: ['mismatch'], days: 5 },
        batches: [{ batch: 'old', rows: 1, row_numbers: null }],
      },
    ]);
    expect(
      (await findPerson(app, [{ number: BORIS, name: undefined }])).map(({ record }) => record.batch),
    ).toEqual(['other', 'new']);
    // What is done once is not due again.
    expect(await run(app)).toMatchObject({ erased: false, due: [] });
    expect((await erasureReceipts(app)).receipts).toHaveLength(1);
  });

  it('of a correction’s label takes its rows out of the corrected file, and none of the first batch’s', async () => {
    const app = directory();
    await night(app, { batch: 'list-2', label: 'west', list: LIST });
    // Its directory's path begins like that of the first batch.
    const mending = textOf(['姓名,身份证号,verify_row', `李四,${DORA},3`]);
    await night(app, { batch: 'list', label: 'east', list: mending, corrects: { batch: 'list-2' } });
    await setRetention(app, { label: 'east', statuses: ['match'], days: 5, record: true });
    await run(app);
    expect(statusesOf(app, 'list-2', 'corrected.csv')).toEqual(['match', 'match', 'erased']);
    expect(statusesOf(app, 'list-2')).toEqual(['match', 'match', 'match']);
    expect(statusesOf(app, 'list')).toEqual(['erased']);
  });

  it('without a status purges the batch, and the index forgets it', async () => {
    const app = await labelled();
    await findPerson(app, [{ number: BORIS, name: undefined }]);
    await setRetention(app, { label: 'east', statuses: [], days: 5, record: true });
    await setRetention(app, { label: 'east', statuses: ['match'], days: 1, record: true });
    const { receipts } = await run(app);
    const kept = [...filesIn(app).keys()].filter((name) => name.startsWith('batches/old/outcomes'));
    expect(kept).toEqual([]);
    expect(
      receipts.map(({ receipt }) => [receipt.purged.map(({ batch }) => batch), receipt.batches]),
    ).toEqual([[['old'], []]]);
    expect(receipts[0]?.receipt.purged[0]?.files).toContain(
      join(app.config.dataDir, 'batches/old/outcomes.csv'),
    );
    expect(
      (await findPerson(app, [{ number: BORIS, name: undefined }])).map(({ record }) => record.batch),
    ).toEqual(['other', 'new']);
    expect((await erasureReceipts(app)).brokenAfter).toBeUndefined();
  });

  it('that reaches nothing says so each time, and leaves no receipt; it does once the files are back', async () => {
    const app = directory();
    const out = join(app.config.dataDir, 'results');
    for (const [batch, label] of [
      ['some', 'east'],
      ['whole', 'west'],
    ] as const)
      await night(app, { batch, label, list: LIST, out: join(out, batch) });
    await setRetention(app, { label: 'east', statuses: ['match'], days: 5, record: true });
    await setRetention(app, { label: 'west', statuses: [], days: 5, record: true });
    renameSync(out, `${out}.away`);
    for (const _ of ['first', 'again']) {
      const { erased, receipts, notReached } = await run(app);
      expect([erased, receipts]).toEqual([false, []]);
      expect(notReached.map(({ batch }) => String(batch)).toSorted()).toEqual(['some', 'whole']);
    }
    expect((await erasureReceipts(app)).receipts).toEqual([]);
    renameSync(`${out}.away`, out);
    const { receipts, notReached } = await run(app);
    expect(notReached).toEqual([]);
    expect(receipts.map(({ receipt }) => receipt.purged.map(({ batch }) => batch))).toEqual([[], ['whole']]);
  });

  it('is due again for a status of which a file that was not reached has rows', async () => {
    const app = await labelled();
    const { dataDir } = app.config;
    await setRetention(app, { label: 'east', statuses: ['mismatch'], days: 5, record: true });
    const split = join(batchPaths(dataDir, 'old').directory, 'outcomes.mismatch.csv');
    renameSync(split, `${split}.away`);
    mkdirSync(split);
    expect((await run(app)).notReached).toMatchObject([{ batch: 'old', file: split }]);
    rmSync(split, { recursive: true });
    renameSync(`${split}.away`, split);
    expect((await run(app)).notReached).toEqual([]);
    expect(statusesOf(app, 'old', 'outcomes.mismatch.csv')).toEqual(['erased']);
    expect(await run(app)).toMatchObject({ erased: false, due: [] });
  });

  it('leaves a batch alone on which one builds that has not ended', async () => {
    const app = await labelled();
    const { dataDir } = app.config;
    const previous = { batch: 'old', callAgain: [], olderThanMs: undefined };
    const plan = { batch: 'tonight', list: LIST, previous, label: 'east', atMs: NOW, callsFor: () => [] };
    await createBatch(requestOf(dataDir, plan), dataDir, NOW);
    await setRetention(app, { label: 'east', statuses: ['mismatch'], days: 5, record: true });
    expect(await run(app)).toMatchObject({
      erased: false,
      kept: [{ batch: 'old', why: 'Batch "tonight" has not ended and builds on "old".' }],
    });
    expect(existsSync(batchPaths(dataDir, 'old').directory)).toBe(true);
  });
});
