// What the index of people refuses, what it never does, and what stays while others change it.

import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { compact } from '../../../src/people/compaction.js';
import { beginAnew, forgetBatches } from '../../../src/people/index-writer.js';
import { indexPaths, readManifest } from '../../../src/people/manifest.js';
import { PeopleIndex } from '../../../src/people/people-index.js';
import { Questions } from '../../../src/people/questions.js';
import { add, find, personNumbered, rowAbout, scan, type SmallBatch } from './small-index.js';

const MANY = 300;

function directory(): string {
  const data = mkdtempSync(join(tmpdir(), 'rollcall-people-'));
  onTestFinished(() => {
    rmSync(data, { recursive: true });
  });
  return data;
}

function batchOf(batch: string, count = MANY): SmallBatch {
  return { batch, rows: Array.from({ length: count }, (_, number) => rowAbout(number, number + 1)) };
}

const EVERYBODY = Array.from({ length: MANY }, (_, number) => personNumbered(number));

function segmentsIn(data: string): string[] {
  const { directory: people } = indexPaths(data);
  const names = readdirSync(people).filter((name) => name.endsWith('.segment'));
  return names.map((name) => join(people, name));
}

it('keeps no name and no number, and lets its owner alone read it', async () => {
  const data = directory();
  await add(data, batchOf('a'));
  const { directory: people } = indexPaths(data);
  for (const name of readdirSync(people)) {
    const path = join(people, name);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const bytes = readFileSync(path);
    for (const { idNumber, name: itsName } of EVERYBODY.slice(0, 3)) {
      expect(bytes.includes(idNumber)).toBe(false);
      expect(bytes.includes(itsName)).toBe(false);
    }
  }
});

it('takes at most 64 bytes a row, merged or not', async () => {
  const data = directory();
  const rows = 2 ** 12;
  await add(data, batchOf('a', rows), rows);
  const bytes = (): number => segmentsIn(data).reduce((sum, path) => sum + statSync(path).size, 0);
  expect(bytes() / rows).toBeLessThan(64);
});

it('has room for a batch that is longer than most, and for one that is longer than memory is to be', async () => {
  const [data, count] = [directory(), 3_000];
  // Room grows from 1,024 entries to 2,500, after which a segment is written.
  await add(data, batchOf('a', count), 2_500);
  expect((await readManifest(indexPaths(data)))?.segments.map(({ entries }) => entries)).toEqual([
    2_500, 500,
  ]);
  const people = [0, 1_023, 1_024, 2_047, 2_048, 2_499, 2_500, 2_999].map((number) => personNumbered(number));
  expect(await find(data, people, 'number and name')).toEqual(
    scan([batchOf('a', count)], people, 'number and name'),
  );
});

it('names the file that is damaged, and what makes it whole again', async () => {
  const data = directory();
  await add(data, batchOf('a'), MANY);
  const [path = ''] = segmentsIn(data);
  const bytes = readFileSync(path);
  for (const damage of [bytes.with(100, (bytes[100] ?? 0) ^ 1), bytes.subarray(0, bytes.length - 1)]) {
    writeFileSync(path, damage);
    await expect(find(data, EVERYBODY, 'number')).rejects.toThrow(
      /\.segment is damaged.*rollcall index rebuild/,
    );
  }
  writeFileSync(indexPaths(data).manifest, '{');
  await expect(find(data, EVERYBODY, 'number')).rejects.toThrow(
    /manifest\.json is damaged.*rollcall index rebuild/,
  );
  await beginAnew(data);
  await add(data, batchOf('a'));
  expect(await find(data, EVERYBODY, 'number')).toEqual(scan([batchOf('a')], EVERYBODY, 'number'));
});

it('answers nothing under another key, and is made anew under one where that is lost', async () => {
  const data = directory();
  await add(data, batchOf('a'));
  const { key } = indexPaths(data);
  writeFileSync(key, '17'.repeat(32));
  await expect(find(data, EVERYBODY, 'number')).rejects.toThrow(/people\.key is not the key/);
  await expect(add(data, batchOf('b'))).rejects.toThrow(/people\.key is not the key/);
  rmSync(key);
  await expect(find(data, EVERYBODY, 'number')).rejects.toThrow(/people\.key is not the key/);
  await beginAnew(data);
  await add(data, batchOf('b'));
  expect(await find(data, EVERYBODY, 'number')).toEqual(scan([batchOf('b')], EVERYBODY, 'number'));
});

it('looks up what was there when it was opened, whatever is merged and removed meanwhile', async () => {
  const data = directory();
  await add(data, batchOf('a'), 16);
  const index = await PeopleIndex.open(data);
  const before = segmentsIn(data).length;
  await compact(data);
  await forgetBatches(data, () => true);
  await compact(data);
  expect([before > 16, segmentsIn(data)]).toEqual([true, []]);
  const questions = new Questions(MANY);
  for (const person of EVERYBODY) {
    questions.add((bytes, at) => index?.prints.write(person, bytes, at), 'number and name');
  }
  let found = 0;
  await index?.lookUp(questions, () => {
    found += 1;
  });
  index?.close();
  expect(found).toBe(MANY);
});

it('keeps few segments, however many batches come', async () => {
  const data = directory();
  for (let number = 0; number < 70; number++) {
    await add(data, batchOf(`b${number}`, 3));
    await compact(data);
  }
  const manifest = await readManifest(indexPaths(data));
  expect(manifest?.batches).toHaveLength(70);
  expect(manifest?.segments.length).toBeLessThan(20);
});

it('leaves out a batch whose rows can’t be read to their end, and takes it whole the next time', async () => {
  const data = directory();
  const { rows } = batchOf('a');
  const broken: SmallBatch = {
    batch: 'a',
    get rows() {
      return [...rows.slice(0, 50), { ...rows[50], person: undefined } as never];
    },
  };
  await expect(add(data, broken)).rejects.toThrow(TypeError);
  expect((await readManifest(indexPaths(data)))?.batches).toEqual([]);
  expect(await add(data, batchOf('a'))).toBe(true);
  expect(await find(data, EVERYBODY, 'number')).toEqual(scan([batchOf('a')], EVERYBODY, 'number'));
});
