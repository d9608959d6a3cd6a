// Figures of batches over HTTP: calls over time, two batches beside each other, a label's nights, who did what. Each is held to
// what the batch's own files say.

import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { relabel } from '../../../src/batch/relabel.js';
import { peopleCsv } from '../../../src/simulator/index.js';
import { readCsv } from '../../e2e/user.js';
import { Served, type Person } from './served.js';

const PEOPLE = [...peopleCsv({ count: 60, seed: 5, mix: 'fixture' })].join('');
/** The same list with one person fewer, so that a comparison has somebody who is gone. */
const FEWER = PEOPLE.split('\n').slice(0, -2).join('\n');

let served: Served;
let operator: Person;
let close: () => Promise<void>;

beforeAll(async () => {
  [served, close] = await Served.startForAll();
  await served.bench.verify(1);
  operator = await served.person('operator');
  for (const [batch, content] of [
    ['first', PEOPLE],
    ['second', FEWER],
  ] as const) {
    const list = await operator.send(content);
    const previous = batch === 'second' ? { previous: 'first' } : {};
    await operator.make({ list, batch, label: 'retail', start: true, ...previous });
    await operator.until(batch, 'completed');
  }
});
afterAll(() => close());

function file(batch: string, name: string): string {
  return readFileSync(join(served.bench.dataDir, 'batches', batch, name), 'utf8');
}

interface Point {
  readonly at: string;
  readonly calls: number;
  readonly by_code: Record<string, number>;
}

function sums(points: readonly Point[]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const { by_code: byCode } of points)
    for (const [code, count] of Object.entries(byCode)) sum[code] = (sum[code] ?? 0) + count;
  return sum;
}

describe('calls over time', () => {
  it('have every call of the summary, by code, while the batch runs and when it has ended', async () => {
    const { json, status } = await operator.get('/batches/first/timeline');
    expect(status).toBe(200);
    expect(json).toMatchObject({ batch: 'first', step_seconds: 300, complete: true });
    const summary = JSON.parse(file('first', 'summary.json')) as { by_code: object; calls: number };
    const points = json.data as unknown as Point[];
    expect(sums(points)).toEqual(summary.by_code);
    expect(points.reduce((sum, { calls }) => sum + calls, 0)).toBe(summary.calls);
    const daily = (await operator.get('/batches/first/timeline?step=86400')).json;
    expect(daily).toMatchObject({ step_seconds: 86_400 });
    expect(sums(daily.data as unknown as Point[])).toEqual(summary.by_code);
    expect((await operator.get('/batches/first/timeline?step=7')).status).toBe(400);
  });

  it('of a batch that is paused are those that were made so far, and grow with it', async () => {
    const list = await operator.send([...peopleCsv({ count: 40, seed: 9, mix: 'clean' })].join(''));
    await operator.make({ list, batch: 'sampled', label: 'wealth', options: { sample: 10 }, start: true });
    await operator.until('sampled', 'paused');
    const callsNow = async (): Promise<number> =>
      ((await operator.get('/batches/sampled/timeline')).json.data as unknown as Point[]).reduce(
        (sum, { calls }) => sum + calls,
        0,
      );
    expect(await callsNow()).toBe(10);
    await operator.post('/batches/sampled/start');
    await operator.until('sampled', 'completed');
    expect(await callsNow()).toBe(40);
  });
});

describe('two batches beside each other', () => {
  it('have the figures of both, and who changed as changes.csv has it, whichever is asked for', async () => {
    const { json } = await operator.get('/batches/second/compare?with=first');
    const own = JSON.parse(file('second', 'summary.json')) as Record<string, unknown>;
    expect(json['batch']).toMatchObject({
      batch: 'second',
      by_status: own['by_status'],
      calls: own['calls'],
    });
    const changes = readCsv(file('second', 'changes.csv'));
    expect(changes.map((line) => line['verify_change'])).toEqual(['gone']);
    const changed = { batch: 'second', previous: 'first', changed: 0, new: 0, gone: 1, edges: [] };
    expect(json['changes']).toMatchObject(changed);
    const other = (await operator.get('/batches/first/compare?with=second')).json;
    expect(other['changes']).toEqual(json['changes']);
    expect(other['batch']).toEqual(json['with']);
    const unrelated = await operator.get('/batches/first/compare?with=first');
    expect(unrelated.json['changes']).toBeNull();
  });

  it('are both the caller’s, or neither is there', async () => {
    const retail = await served.person('viewer', ['retail']);
    expect((await retail.get('/batches/second/compare?with=first')).status).toBe(200);
    const list = await operator.send(FEWER);
    await operator.make({ list, batch: 'hidden', label: 'secret' });
    expect((await retail.get('/batches/second/compare?with=hidden')).status).toBe(404);
    expect((await retail.get('/batches/second/compare?with=nothing')).status).toBe(404);
    expect((await retail.get('/batches/hidden/timeline')).status).toBe(404);
  });
});

describe('a label’s nights', () => {
  it('are its batches that have ended, the newest first, with their match rates', async () => {
    const { json } = await operator.get('/nights?label=retail');
    expect(json.data.map(({ batch }) => batch)).toEqual(['second', 'first']);
    for (const night of json.data) {
      const summary = JSON.parse(file(String(night['batch']), 'summary.json')) as {
        by_status: Record<'match' | 'mismatch' | 'invalid_id', number>;
      };
      const { match, mismatch, invalid_id: invalid } = summary.by_status;
      expect(night['match_rate']).toBeCloseTo(match / (match + mismatch + invalid), 5);
    }
    expect(json.data[0]).toMatchObject({ previous: 'first', gone: 1, state: 'completed' });
    const page = await operator.get('/nights?label=retail&limit=1');
    expect(page.json).toMatchObject({ next: 'second' });
    const rest = await operator.get('/nights?label=retail&limit=1&after=second');
    expect(rest.json).toMatchObject({ next: null, data: [{ batch: 'first' }] });
    const wealth = await served.person('viewer', ['wealth']);
    expect((await wealth.get('/nights?label=retail')).json.data).toEqual([]);
    const labels = (await wealth.get('/labels')).json.data.map(({ label }) => label);
    expect(labels).toEqual(['wealth']);
  });
});

describe('who did what to a batch', () => {
  it('is told to who has a hand in it, with addresses for administrators alone', async () => {
    const { json } = await operator.get('/batches/first/history');
    expect(json.data.map(({ act, who }) => [act, who])).toEqual([['createBatch', operator.id]]);
    expect(json['made']).toMatchObject({ who: operator.id, by: 'key' });
    expect(json.data[0]).not.toHaveProperty('from');
    const admin = await served.person('admin');
    expect((await admin.get('/batches/first/history')).json.data[0]).toHaveProperty('from');
    const viewer = await served.person('viewer');
    expect((await viewer.get('/batches/first/history')).status).toBe(403);
    const wealth = await served.person('operator', ['wealth']);
    expect((await wealth.get('/batches/first/history')).status).toBe(404);
  });
});

describe('all batches', () => {
  it('are found by state, label, words and who made them', async () => {
    const found = async (query: string): Promise<unknown[]> =>
      (await operator.get(`/batches?${query}`)).json.data.map(({ batch }) => batch);
    expect(await found('label=retail')).toEqual(['second', 'first']);
    expect(await found('state=completed&q=FIR')).toEqual(['first']);
    expect(await found('label=retail&limit=1&after=second')).toEqual(['first']);
    expect(await found('by=me&label=retail')).toEqual(['second', 'first']);
    expect(await found(`by=${operator.id}&label=retail`)).toEqual(['second', 'first']);
    const other = await served.person('operator');
    expect((await other.get('/batches?by=me')).json.data).toEqual([]);
  });

  it('are as they are now, whoever has changed them', async () => {
    const list = await operator.send(FEWER);
    await operator.make({ list, batch: 'moving', label: 'one' });
    const found = async (query: string): Promise<unknown[]> =>
      (await operator.get(`/batches?${query}`)).json.data.map(({ batch }) => batch);
    expect(await found('label=one&state=draft')).toEqual(['moving']);
    // As another process does, at the same moment.
    await relabel(served.bench.dataDir, 'moving', 'two', { by: 'test', atMs: Date.now() });
    expect(await found('label=one')).toEqual([]);
    expect(await found('label=two')).toEqual(['moving']);
    await operator.post('/batches/moving/cancel');
    expect(await found('label=two')).toEqual([]);
  });
});

describe('rows by their reasons', () => {
  it('are found with an index that is made where there is none, and anew where the file is', async () => {
    const reasonsOf = async (): Promise<Record<string, unknown>[]> => {
      const { json } = await operator.get('/batches/first/reasons');
      return json['complete'] === true ? json.data : [];
    };
    const written = readCsv(file('first', 'outcomes.csv'));
    const reasons = await reasonsOf();
    expect(reasons.reduce((sum, { rows }) => sum + Number(rows), 0)).toBe(written.length);
    const check = async (): Promise<void> => {
      for (const { status, message, rows } of reasons) {
        const query = new URLSearchParams({ status: String(status), reason: String(message), limit: '200' });
        const { json } = await operator.get(`/batches/first/rows?${query.toString()}`);
        const expected = written.filter(
          (line) => line['verify_status'] === status && line['verify_message'] === message,
        );
        expect(json.data.map(({ row }) => row)).toEqual(expected.map((line) => Number(line['verify_row'])));
        expect(rows).toBe(expected.length);
      }
    };
    await check();
    // Another file in its place, as an erasure writes it: the index is of a file that is no more.
    const path = join(served.bench.dataDir, 'batches', 'first', 'outcomes.csv');
    const before = statSync(path).mtimeMs;
    writeFileSync(path, file('first', 'outcomes.csv'));
    expect(statSync(path).mtimeMs).not.toBe(before);
    await check();
    await served.ports.indexes.made();
    expect((await reasonsOf()).length).toBe(reasons.length);
    await check();
    const { json } = await operator.get('/batches/first/rows?after=50&limit=3');
    expect(json.data.map(({ row }) => row)).toEqual([51, 52, 53]);
  });
});
