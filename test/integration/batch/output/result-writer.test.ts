// A batch's files are written in the background of calls that the test makes up, without Redis and without a service.

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ResultWriter } from '../../../../src/batch/output/result-writer.js';
import { createBatch } from '../../../../src/batch/create.js';
import { PendingRows } from '../../../../src/batch/run/pending-rows.js';
import { batchPaths } from '../../../../src/batch/paths.js';
import { formatOf } from '../../../../src/batch/run/slice-producer.js';
import type { BatchRecord, StateRecord } from '../../../../src/batch/record.js';
import { SegmentWriter } from '../../../../src/collect/segments.js';
import { DuplicateFinder } from '../../../../src/ingest/people/duplicate-finder.js';
import { readRows } from '../../../../src/ingest/read-rows.js';
import { peopleCsv } from '../../../../src/simulator/people.js';
import { requestOf } from '../../../property/batch/night.js';
import { call } from '../../../unit/collect/fakes.js';

const OWNER = 3;
const ENDED: StateRecord = { state: 'completed', startedAt: 0, finishedAt: 60_000 };
const SLICE_ROWS = 4;
const ROWS = 90;
const LIST = [...peopleCsv({ seed: 7, count: ROWS, mix: 'fixture' })].join('');
const GO_ON = new AbortController().signal;

let data = '';
const open: SegmentWriter[] = [];
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'rollcall-behind-'));
});
afterEach(async () => {
  for (const segment of open.splice(0)) await segment.close();
  rmSync(data, { recursive: true });
});

/** A batch in the hands of its owner: slices are added and collected as the test says. */
class Owned {
  readonly open = new PendingRows();
  readonly slices: readonly (readonly number[])[];
  readonly out: string;
  confirm = () => Promise.resolve();
  readonly #record: BatchRecord;
  readonly #segment: SegmentWriter;
  readonly #finder = DuplicateFinder.create();

  private constructor(record: BatchRecord, segment: SegmentWriter, called: readonly number[]) {
    this.#record = record;
    this.#segment = segment;
    this.out = record.outDirectory;
    const count = Math.ceil(called.length / SLICE_ROWS);
    this.slices = Array.from({ length: count }, (_, n) => called.slice(n * SLICE_ROWS, (n + 1) * SLICE_ROWS));
  }

  static async create(batch: string): Promise<Owned> {
    const request = {
      ...requestOf(data, { batch, list: LIST, atMs: 0, callsFor: () => [] }),
      files: { split: true, xlsx: false },
      outDirectory: join(data, `out-${batch}`),
    };
    const { record } = await createBatch(request, data, 0);
    mkdirSync(record.outDirectory, { recursive: true });
    const paths = batchPaths(data, record.batch);
    const called: number[] = [];
    for await (const rows of readRows(paths.list, formatOf(record), record.rules))
      called.push(...rows.filter(({ fate }) => fate.kind === 'call').map(({ row }) => row));
    const segment = await SegmentWriter.create(paths.segments, OWNER);
    open.push(segment);
    return new Owned(record, segment, called);
  }

  files(): ResultWriter {
    return new ResultWriter({
      record: () => this.#record,
      paths: batchPaths(data, this.#record.batch),
      owner: OWNER,
      open: this.open,
      segments: () => [this.#segment.segment],
      earlier: undefined,
      finder: this.#finder,
      confirm: () => this.confirm(),
      ports: { timeoutMs: 1000, dataDirectory: data, onWarning: () => undefined },
      onRows: () => undefined,
    });
  }

  add(slice: number): void {
    const rows = [...(this.slices[slice] ?? [])];
    this.open.add({ slice, start: { row: 1, line: 1, byteStart: 0 }, rows });
  }

  async collect(slice: number): Promise<void> {
    const calls = (this.slices[slice] ?? []).flatMap((row) =>
      Array.from({ length: 1 + (row % 3) }, (_, n) =>
        call(row, n + 1, { code: row % 5 === 0 ? '-5803' : '0' }),
      ),
    );
    await this.#segment.append(calls);
    this.open.finish([slice]);
  }

  async collectAll(): Promise<void> {
    for (const slice of this.slices.keys()) {
      this.add(slice);
      await this.collect(slice);
    }
    this.open.whole();
  }

  /** What the user gets. */
  /** The names of the user's files, without the note of whose the directory is. */
  names(): string[] {
    return readdirSync(this.out).filter((name) => !name.startsWith('.rollcall-'));
  }

  /** The name of a temporary file, which can't be known beforehand. */
  draft(name: string): string {
    const pattern = new RegExp(`^${name}\\.b-${OWNER}\\.[0-9a-f]{16}\\.tmp$`);
    return readdirSync(this.out).find((found) => pattern.test(found)) ?? '';
  }

  results(): Record<string, string> {
    const names = this.names();
    return Object.fromEntries(names.map((name) => [name, readFileSync(join(this.out, name), 'utf8')]));
  }

  /** The user's files when the same owner makes them after the last call. */
  async madeAtTheEnd(): Promise<{ summary: unknown; results: Record<string, string> }> {
    const summary = await this.files().complete(ENDED, GO_ON);
    return { summary, results: this.results() };
  }
}

async function whenBegun(owned: Owned): Promise<void> {
  await vi.waitFor(() => {
    expect(owned.draft('attempts.csv')).toMatch(/\.tmp$/);
  });
}

describe('files behind the calls', () => {
  it('hold what is settled, and with the batch’s end what files made then hold', async () => {
    const owned = await Owned.create('b');
    const files = owned.files();
    await files.begin();
    await owned.collectAll();
    await vi.waitFor(() => {
      expect(readFileSync(join(owned.out, owned.draft('attempts.csv')), 'utf8')).toContain(
        `\n${owned.slices.at(-1)?.at(-1)},`,
      );
    });
    expect(owned.names().filter((name) => !name.endsWith('.tmp'))).toEqual([]);
    const inodeOf = (name: string): number => statSync(join(owned.out, name)).ino;
    const drafts = ['attempts.csv', 'outcomes.csv'].map((name) => inodeOf(owned.draft(name)));
    const summary = await files.complete(ENDED, GO_ON);
    expect(['attempts.csv', 'outcomes.csv'].map(inodeOf)).toEqual(drafts);
    expect(summary?.rows).toBe(ROWS);
    const behind = { summary, results: owned.results() };
    expect(await owned.madeAtTheEnd()).toEqual(behind);
  });

  it('are the same in whatever order slices are added and finished, and begun anew in between', async () => {
    const turn = fc.record({ slice: fc.nat(), anew: fc.nat(20) });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(turn, { minLength: 60, maxLength: 60 }), async (turns) => {
        const owned = await Owned.create(`b${(run += 1)}`);
        const files = owned.files();
        await files.begin();
        let added = 0;
        for (const { slice, anew } of turns) {
          if (anew === 0) await files.begin();
          const unfinished = owned.open.slices;
          const one = unfinished[slice % Math.max(1, unfinished.length)];
          if (slice % 2 === 0 && added < owned.slices.length) owned.add(added++);
          else if (one !== undefined) await owned.collect(one);
          await new Promise((resolve) => setImmediate(resolve));
        }
        while (added < owned.slices.length) owned.add(added++);
        for (const one of owned.open.slices) await owned.collect(one);
        const summary = await files.complete(ENDED, GO_ON);
        const behind = { summary, results: owned.results() };
        expect(await owned.madeAtTheEnd()).toEqual(behind);
      }),
      { numRuns: 10 },
    );
  });

  it('that can’t be written on the way are made at the end', async () => {
    const owned = await Owned.create('b');
    rmSync(owned.out, { recursive: true });
    writeFileSync(owned.out, 'in the way');
    const files = owned.files();
    await files.begin();
    await owned.collectAll();
    await files.stop();
    rmSync(owned.out);
    expect((await files.complete(ENDED, GO_ON))?.rows).toBe(ROWS);
    expect(owned.names().filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('or it is said then what is in the way', async () => {
    const owned = await Owned.create('b');
    rmSync(owned.out, { recursive: true });
    writeFileSync(owned.out, 'in the way');
    const files = owned.files();
    await files.begin();
    await owned.collectAll();
    await expect(files.complete(ENDED, GO_ON)).rejects.toThrow(owned.out);
  });

  it('whose directory is removed meanwhile are made at the end', async () => {
    const owned = await Owned.create('b');
    const files = owned.files();
    await files.begin();
    await whenBegun(owned);
    rmSync(owned.out, { recursive: true });
    await owned.collectAll();
    expect((await files.complete(ENDED, GO_ON))?.rows).toBe(ROWS);
    expect(owned.results()['outcomes.csv']?.trimEnd().split('\n')).toHaveLength(ROWS + 1);
  });

  it('leave nothing half-written when the batch is suspended, nor what a killed owner left; others’ drafts are theirs', async () => {
    const owned = await Owned.create('b');
    const theirs = [
      'outcomes.csv.a.b-1.tmp',
      'outcomes.csv.b-1.0123456789abcdef-1.tmp',
      `outcomes.csv.b-${OWNER + 1}.tmp`,
      'notes.csv.b-1.tmp',
    ];
    const left = ['outcomes.csv.b-1.tmp', 'outcomes.match.csv.b-2.tmp', 'attempts.csv.b-2.index.tmp'];
    left.push('gaps.csv.b-2.0123456789abcdef.tmp', 'attempts.csv.b-2.0123456789abcdef.index.tmp');
    for (const name of [...theirs, ...left]) writeFileSync(join(owned.out, name), '张三');
    const files = owned.files();
    await files.begin();
    await whenBegun(owned);
    await files.stop();
    expect(owned.names().toSorted()).toEqual(theirs.toSorted());
  });

  it('are left to the next owner, who has removed the drafts', async () => {
    const owned = await Owned.create('b');
    const files = owned.files();
    await files.begin();
    await whenBegun(owned);
    rmSync(join(owned.out, owned.draft('attempts.csv')));
    owned.confirm = () => Promise.reject(new Error('somebody else owns the batch'));
    await expect(files.complete(ENDED, GO_ON)).rejects.toThrow('somebody else');
    expect(owned.names()).toEqual([]);
  });

  it('are left where the process is to stop', async () => {
    const owned = await Owned.create('b');
    const files = owned.files();
    const stop = new AbortController();
    await files.begin();
    await whenBegun(owned);
    stop.abort();
    expect(await files.complete(ENDED, stop.signal)).toBeUndefined();
    expect(owned.names()).toEqual([]);
  });
});
