// What a purge erases and what it leaves, on the files of a batch as its owner leaves them.

import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createBatch } from '../../../../src/batch/create.js';
import { batchPaths, outputPaths } from '../../../../src/batch/paths.js';
import { planPurge, purge, readPurged } from '../../../../src/batch/retention/purge.js';
import { recordedBatches } from '../../../../src/batch/recorded-batches.js';
import { writeState, type BatchState } from '../../../../src/batch/record.js';
import { Ledger } from '../../../../src/domain/ledger.js';
import { peopleCsv } from '../../../../src/simulator/index.js';
import { youtuCodes } from '../../../../src/provider/youtu/codes.js';
import { READ_BY_DEFAULT } from '../../../support/list-reading.js';

const ACCOUNT = { authUrl: 'http://127.0.0.1:1', appid: 'a', bucket: 'b' };
const NOW = Date.parse('2026-11-25T00:00:00Z');

async function batch(over: { state?: BatchState; out?: string; id?: string } = {}) {
  const data = mkdtempSync(join(tmpdir(), 'rollcall-purge-'));
  onTestFinished(() => {
    rmSync(data, { recursive: true, force: true });
  });
  const file = join(data, 'list.csv');
  writeFileSync(file, [...peopleCsv({ seed: 1, count: 3, mix: 'clean' })].join(''));
  const { out, state = 'completed', id = 'night' } = over;
  const outDirectory = out === undefined ? undefined : join(data, out);
  const request = {
    file,
    batch: id,
    label: '',
    outDirectory,
    reading: READ_BY_DEFAULT,
    options: { maxAttempts: 6, inDoubt: 'retry' as const, retryCodes: ['15'] },
    files: { xlsx: true, split: true },
    account: ACCOUNT,
    key: undefined,
  };
  const { record } = await createBatch(request, data, NOW);
  const paths = batchPaths(data, id);
  await writeState(paths, '1', { state, startedAt: NOW, finishedAt: NOW });
  mkdirSync(record.outDirectory, { recursive: true });
  const own = (name: string, text = '张三,110101199003070134'): void => {
    writeFileSync(join(record.outDirectory, name), text);
  };
  for (const name of ['outcomes.csv', 'outcomes.match.csv', 'outcomes.xlsx', 'changes.csv']) own(name);
  own('outcomes.csv.night-2.tmp');
  own('outcomes.error.csv.night-17.tmp');
  own('attempts.csv.night-2.tmp');
  own('attempts.csv.night-2.index.tmp');
  own('attempts.csv', 'row,attempt\n');
  own('summary.json', JSON.stringify({ batch: id }));
  const ledger = new Ledger({ toleranceMs: 1, timeoutMs: 1 }, youtuCodes);
  writeFileSync(paths.ledger, JSON.stringify(ledger));
  return { data, paths, record };
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

describe('a purge', () => {
  it('erases what is personal and leaves the rest', async () => {
    const { data, paths, record } = await batch();
    const plan = await planPurge(data, 'night');
    expect(plan.files.map(({ path }) => basename(path)).toSorted()).toEqual([
      'attempts.csv.night-2.index.tmp',
      'attempts.csv.night-2.tmp',
      'changes.csv',
      'list',
      'outcomes.csv',
      'outcomes.csv.night-2.tmp',
      'outcomes.error.csv.night-17.tmp',
      'outcomes.match.csv',
      'outcomes.xlsx',
    ]);
    expect(existsSync(paths.list)).toBe(true);
    await purge(data, plan, NOW);
    expect(readdirSync(record.outDirectory).toSorted()).toEqual(['attempts.csv', 'summary.json', 'work']);
    expect(existsSync(paths.list)).toBe(false);
    expect(await readPurged(paths)).toBe('2026-11-25T08:00:00.000+08:00');
  });

  it('removes what an erasure and a purge were writing of it when they were killed', async () => {
    const { data, paths } = await batch();
    const before = readdirSync(paths.work);
    writeFileSync(join(paths.work, 'on-finish.log.night-0.0123456789abcdef.tmp'), '张三');
    writeFileSync(join(paths.work, 'purged.json.1234.0123456789abcdef.tmp'), '');
    await purge(data, await planPurge(data, 'night'), NOW);
    const kept = before.filter((name) => name !== basename(paths.list));
    expect(readdirSync(paths.work).toSorted()).toEqual([...kept, 'purged.json'].toSorted());
  });

  it('leaves a batch that can be reconciled', async () => {
    const { data } = await batch();
    await purge(data, await planPurge(data, 'night'), NOW);
    const found = await all(recordedBatches(data, ACCOUNT));
    expect(found.map((each) => each.batch)).toEqual(['night']);
    expect(await found[0]?.ledger()).toBeInstanceOf(Ledger);
    expect(found).toHaveLength(1);
    for (const each of found) expect(await all(each.attempts())).toEqual([]);
  });

  it('erases in --out only what the batch wrote', async () => {
    const { data, record } = await batch({ out: 'results' });
    writeFileSync(join(record.outDirectory, 'outcomes-of-mine.csv'), 'mine');
    writeFileSync(join(record.outDirectory, 'notes.tmp'), 'mine');
    writeFileSync(join(record.outDirectory, 'outcomes.csv.other-night-2.tmp'), "another batch's");
    await purge(data, await planPurge(data, 'night'), NOW);
    expect(readdirSync(record.outDirectory).toSorted()).toEqual([
      'attempts.csv',
      'notes.tmp',
      'outcomes-of-mine.csv',
      'outcomes.csv.other-night-2.tmp',
      'summary.json',
    ]);
  });

  it('touches nothing where the directory has another batch’s files by now', async () => {
    const { data, record } = await batch({ out: 'results' });
    writeFileSync(outputPaths(record.outDirectory).summary, JSON.stringify({ batch: 'other' }));
    await expect(planPurge(data, 'night')).rejects.toThrow('no summary.json of batch "night"');
  });

  it.each(['queued', 'running', 'paused', 'halted'] as const)(
    'is refused of a batch that is %s',
    async (state) => {
      const { data } = await batch({ state });
      await expect(planPurge(data, 'night')).rejects.toThrow(`is ${state}: only a batch that has ended`);
    },
  );

  it('that was cut off goes on where it is asked again, and keeps its first date', async () => {
    const { data, paths } = await batch();
    const plan = await planPurge(data, 'night');
    await purge(data, { ...plan, files: plan.files.slice(0, 1) }, NOW);
    const again = await planPurge(data, 'night');
    expect(again.files).toHaveLength(plan.files.length - 1);
    await purge(data, again, NOW + 86_400_000);
    expect((await planPurge(data, 'night')).files).toEqual([]);
    expect(await readPurged(paths)).toBe('2026-11-25T08:00:00.000+08:00');
  });
});
