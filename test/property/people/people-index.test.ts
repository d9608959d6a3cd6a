// Whatever batches are added, forgotten, merged, and made anew, the index finds exactly what a plain scan of their rows does.

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { STATUSES } from '../../../src/domain/status.js';
import { compact } from '../../../src/people/compaction.js';
import { SOURCES } from '../../../src/people/entry.js';
import { beginAnew, forgetBatches } from '../../../src/people/index-writer.js';
import { readManifest, indexPaths } from '../../../src/people/manifest.js';
import { add, find, personNumbered, rowAbout, scan, type SmallBatch } from '../../unit/people/small-index.js';

/** Few people, so that many are in several batches, and several times in one. */
const PEOPLE = Array.from({ length: 12 }, (_, number) => personNumbered(number));
const NAMESAKES = PEOPLE.map(({ idNumber }) => ({ idNumber, name: '乙' }));
const ASKED = [...PEOPLE, ...NAMESAKES, personNumbered(999)];

const row = fc.record({
  number: fc.nat(11),
  other: fc.boolean(),
  status: fc.constantFrom(...STATUSES),
  source: fc.constantFrom(...SOURCES),
  code: fc.constantFrom(undefined, '0', '-5803', 'FailedOperation.Word'),
  calledAt: fc.option(
    fc.nat(2 ** 45).map((at) => at + 1),
    { nil: undefined },
  ),
});

const step = fc.oneof(
  { weight: 6, arbitrary: fc.array(row, { maxLength: 60 }).map((rows) => ({ kind: 'add' as const, rows })) },
  { weight: 2, arbitrary: fc.nat(20).map((which) => ({ kind: 'forget' as const, which })) },
  { weight: 2, arbitrary: fc.constant({ kind: 'compact' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'anew' as const }) },
);

test('the index finds what a plain scan finds', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const directory = mkdtempSync(join(tmpdir(), 'rollcall-people-'));
      try {
        const batches = await follow(directory, steps);
        for (const by of ['number', 'number and name'] as const) {
          expect(await find(directory, ASKED, by)).toEqual(scan(batches, ASKED, by));
        }
      } finally {
        rmSync(directory, { recursive: true });
      }
    }),
    { numRuns: 20 },
  );
});

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** @returns the batches that the index has to know in the end */
async function follow(directory: string, steps: readonly Step[]): Promise<SmallBatch[]> {
  let batches: SmallBatch[] = [];
  const told: boolean[][] = [];
  for (const [number, todo] of steps.entries()) {
    if (todo.kind === 'add') {
      const rows = todo.rows.map(({ number: who, other, ...over }, index) =>
        rowAbout(who, index + 1, { ...over, ...(other && { person: personNumbered(who, '乙') }) }),
      );
      const batch = { batch: `b${number}`, rows };
      batches.push(batch);
      told.push([await add(directory, batch), await add(directory, batch)]);
    } else if (todo.kind === 'forget') {
      const gone = batches[todo.which % Math.max(1, batches.length)]?.batch;
      batches = batches.filter(({ batch }) => batch !== gone);
      told.push([
        (await forgetBatches(directory, (batch) => batch === gone)) === (gone === undefined ? 0 : 1),
        false,
      ]);
    } else if (todo.kind === 'compact') {
      await compact(directory);
      await expectTidy(directory);
    } else {
      await beginAnew(directory);
      for (const batch of batches) await add(directory, batch, 5);
    }
  }
  // What is new is added, and nothing twice; what is there is forgotten.
  expect(told.filter(([first, again]) => first !== true || again === true)).toEqual([]);
  return batches;
}

/** After merging nothing is left of what was forgotten, and of what was merged. */
async function expectTidy(directory: string): Promise<void> {
  const paths = indexPaths(directory);
  const manifest = await readManifest(paths);
  if (manifest === undefined) return;
  const known = new Set(manifest.batches.map(({ number }) => number));
  const named = manifest.segments.flatMap((segment) => segment.batches);
  expect(named.filter((batch) => !known.has(batch))).toEqual([]);
  const entries = (of: readonly { entries: number }[]): number =>
    of.reduce((sum, one) => sum + one.entries, 0);
  expect(entries(manifest.segments)).toBe(entries(manifest.batches));
  const files = readdirSync(paths.directory).filter((name) => name.includes('.segment'));
  expect(files.toSorted()).toEqual(manifest.segments.map(({ file }) => file).toSorted());
}
