// A month that is closed, and somebody of its lists who asks to be erased afterwards: the books don't change, and what was signed
// can still be checked. The same when the batch is purged.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { chinaDay } from '../../src/domain/china-time.js';
import { sumOf, unfitting, unzip } from '../support/evidence.js';
import { arrive, cleanList } from './user.js';

interface Report {
  readonly proof: { readonly records: readonly { readonly file: string; readonly sha256: string }[] };
}

test('what a month was closed with stays valid when people are erased, and when its batches are purged', async () => {
  const user = await arrive();
  user.file('list.csv', cleanList(8));
  const month = chinaDay(Date.now()).slice(0, 7);
  await user.rollcall(['price', 'set', '0.30', '--from', `${month}-01`]);
  await user.rollcall(['run', 'list.csv', '--batch', 'b', '--label', 'sales', '--split', '--no-ping']);
  await user.rollcall(['month', 'close', month, '--early']);
  const directory = join(user.data, 'months', month);
  const evidence = join(directory, 'evidence.zip');
  const closed = readFileSync(evidence);

  /** What an auditor sees: the archive, the records that it has sums of, and the month as it stands now. */
  const audited = async () => {
    const files = await unzip(evidence);
    const { proof } = JSON.parse(String(files.get('reports/counts/report.json'))) as Report;
    const changed = proof.records.filter(({ file, sha256 }) => {
      const path = join(user.data, file);
      return !existsSync(path) || sumOf(readFileSync(path)) !== sha256;
    });
    const { stdout } = await user.rollcall(['month', 'show', month, '--json']);
    const { verdict, labels, differences } = JSON.parse(stdout) as Record<string, unknown>;
    const attempts = sumOf(user.batchFile('b', 'attempts.csv'));
    const read = proof.records.map(({ file }) => file.replace(/.*\//, '')).toSorted();
    return { unfitting: unfitting(files), changed, read, attempts, verdict, labels, differences };
  };
  const before = await audited();
  expect(before).toMatchObject({
    unfitting: [],
    changed: [],
    read: ['ledger.json'],
    verdict: 'balanced',
    labels: [{ label: 'sales', cost: '2.40' }],
    differences: [],
  });

  const [person] = user.lines('b', 'outcomes.csv');
  const asked = `${person?.['身份证号']},${person?.['姓名']}\n`;
  const erased = await user.rollcall(['person', 'erase', '--yes', '--json'], {}, asked);
  expect(JSON.parse(erased.stdout)).toMatchObject({ erased: true, rows: 1, not_reached: [] });
  expect(await audited()).toEqual(before);

  const purged = await user.rollcall(['purge', 'b', '--yes']);
  expect(purged.status).toBe(0);
  expect(existsSync(join(user.data, 'batches', 'b', 'outcomes.csv'))).toBe(false);
  expect(await audited()).toEqual(before);
  expect(readFileSync(evidence).equals(closed)).toBe(true);
});
