// Records of one kind in one file: every process sees them as they are, and none loses another's change.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { RecordFile } from '../../../src/access/record-file.js';

const schema = z.object({ version: z.literal(1), names: z.array(z.string()).readonly() });
const EMPTY = { version: 1 as const, names: [] };

let directory: string;
let path: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'rollcall-records-'));
  path = join(directory, 'of', 'names.json');
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

const file = (): RecordFile<z.infer<typeof schema>> => new RecordFile(path, schema, EMPTY);
const add = (to: ReturnType<typeof file>, name: string): Promise<number> =>
  to.update((now) =>
    Promise.resolve({ next: { ...now, names: [...now.names, name] }, result: now.names.length + 1 }),
  );

it('sees at once what another one has changed, and begins with nothing', async () => {
  const [one, other] = [file(), file()];
  expect(await one.read()).toBe(EMPTY);
  expect(await add(one, 'a')).toBe(1);
  expect((await other.read()).names).toEqual(['a']);
  expect(await add(other, 'b')).toBe(2);
  expect((await one.read()).names).toEqual(['a', 'b']);
});

it('loses no change of several that come at a time', async () => {
  const files = [file(), file(), file()];
  const names = Array.from({ length: 30 }, (_, index) => `n${index}`);
  await Promise.all(names.map((name, index) => add(files[index % 3] ?? file(), name)));
  expect((await file().read()).names.toSorted()).toEqual(names.toSorted());
});

it('writes nothing where the change fails, or there is none', async () => {
  const one = file();
  await add(one, 'a');
  await expect(one.update(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  const before = await one.read();
  await one.update((now) => Promise.resolve({ next: now, result: undefined }));
  expect(await one.read()).toBe(before);
});

it('leaves what a newer Rollcall wrote, and names what is damaged', async () => {
  await add(file(), 'a');
  writeFileSync(path, '{"version":2,"people":[]}');
  await expect(file().read()).rejects.toMatchObject({ code: 'newer-format' });
  await expect(add(file(), 'b')).rejects.toMatchObject({ code: 'newer-format' });
  writeFileSync(path, '{"version":1');
  await expect(file().read()).rejects.toMatchObject({ code: 'damaged-file' });
});
