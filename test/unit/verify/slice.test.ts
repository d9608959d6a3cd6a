// A slice's rows side by side, and what becomes of the slice.

import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { CallEnd } from '../../../src/domain/decision.js';
import type { Attempt } from '../../../src/domain/attempt.js';
import { verifySlice } from '../../../src/verify/slice.js';
import { answered, attempt, LOST, PERSON, RULES, World } from './fakes.js';

function verify(
  world: World,
  rows: readonly number[],
  attempts: readonly Attempt[] = [],
  excused: [number, number][] = [],
) {
  const slice = {
    rows: rows.map((row) => ({ row, person: { ...PERSON, name: `person ${row}` } })),
    attempts,
    excusedUpTo: new Map(excused),
  };
  return verifySlice(slice, RULES, world.journal, world.context);
}

/** Gives each row's calls these ends; after them every answer is 0. */
function perRow(ends: Readonly<Record<number, readonly CallEnd[]>>): World {
  const world = new World();
  const left = new Map(Object.entries(ends).map(([row, list]) => [`person ${row}`, [...list]]));
  world.endOf = ({ name }) => left.get(name)?.shift() ?? answered(0);
  return world;
}

describe('a slice', () => {
  it('is finished when every row is', async () => {
    const world = perRow({ 2: [LOST], 3: [answered(-5803)] });
    expect(await verify(world, [1, 2, 3])).toEqual({ kind: 'finished' });
    expect([...world.callsOf]).toEqual([
      ['person 1', 1],
      ['person 2', 2],
      ['person 3', 1],
    ]);
  });

  it('that is taken up again calls only the rows that are open', async () => {
    const world = new World();
    const past = [attempt(1, 1, { code: '0' }), attempt(2, 1), attempt(2, 2, { code: '107' })];
    expect(await verify(world, [1, 2, 3], past)).toEqual({ kind: 'finished' });
    expect(world.events.filter((event) => event.startsWith('permit'))).toEqual([
      'permit 2.3: permitted',
      'permit 3.1: permitted',
    ]);
  });

  it('goes on later when rows have to wait long, at the last time of them, the others finished', async () => {
    const world = perRow({ 1: [answered(107, '', 9000)], 2: [answered(107, '', 4000)] });
    const end = await verify(world, [1, 2, 3]);
    expect(end.kind).toBe('later');
    expect(end.kind === 'later' && end.at - world.nowMs).toBeGreaterThanOrEqual(9000);
    expect(world.callsOf.get('person 3')).toBe(1);
  });

  it.each([
    [['stale', 'stopped', 'capped'], 'stale'],
    [['capped', 'stopped', 'permitted'], 'stopped'],
    [['permitted', 'capped', 'permitted'], 'capped'],
  ] as const)('with rows that were told %j is %s', async (permissions, why) => {
    expect(await verify(new World().permitting(...permissions), [1, 2, 3])).toEqual({ kind: 'stopped', why });
  });

  it('that is stopped is not put back for a row that waits', async () => {
    const world = perRow({ 1: [answered(107, '', 9000)] }).permitting('permitted', 'stopped');
    expect(await verify(world, [1, 2])).toEqual({ kind: 'stopped', why: 'stopped' });
  });

  it('is left to a later worker when the process stops', async () => {
    const world = new World();
    world.stop.abort();
    expect(await verify(world, [1, 2])).toEqual({ kind: 'stopped', why: 'stopping' });
  });
});

describe('a slice with anomalous answers', () => {
  it('asks whether they are its rows’ own', async () => {
    const world = perRow({ 2: [answered(213)] });
    expect(await verify(world, [1, 2, 3])).toEqual({ kind: 'finished' });
    expect(world.events.at(-1)).toBe('suspects 2: own');
  });

  it('without any asks nothing', async () => {
    const world = perRow({ 1: [answered(-5807)] });
    await verify(world, [1, 2]);
    expect(world.events.join()).not.toContain('suspects');
  });

  it('waits while it is not clear, then finishes', async () => {
    const world = perRow({ 1: [answered(3)] });
    world.verdicts.push('pending', 'pending', 'own');
    expect(await verify(world, [1])).toEqual({ kind: 'finished' });
    expect(world.waits).toEqual([200, 200]);
  });

  it('goes back to the queue where it doesn’t become clear', async () => {
    const world = perRow({ 1: [answered(3)] });
    world.verdicts.push(...Array.from({ length: 50 }, () => 'pending' as const));
    expect(await verify(world, [1])).toMatchObject({ kind: 'later' });
  });

  it('stays open where they are the account’s', async () => {
    const world = perRow({ 1: [answered(3)] });
    world.verdicts.push('account');
    expect(await verify(world, [1])).toEqual({ kind: 'stopped', why: 'stopped' });
  });

  it('calls a row again whose anomalous answer is void', async () => {
    const world = new World();
    expect(await verify(world, [1], [attempt(1, 1, { code: '3' })], [[1, 1]])).toEqual({ kind: 'finished' });
    expect(world.callsOf.get('person 1')).toBe(1);
  });
});

test('whatever the service does, no row is called again after its answer and none more often than it may', async () => {
  const end = fc.constantFrom<CallEnd>(answered(0), answered(-5803), answered(107), answered(213), LOST, {
    kind: 'refused',
    reason: 'x',
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(end, { maxLength: 6 }), { minLength: 1, maxLength: 8 }),
      async (scripts) => {
        const rows = scripts.map((_, index) => index + 1);
        const world = perRow(Object.fromEntries(scripts.map((script, index) => [index + 1, script])));
        expect(await verify(world, rows)).toEqual({ kind: 'finished' });
        for (const row of rows) {
          const codes = world.recorded
            .filter(({ attempt: made }) => made.row === row)
            .map(({ attempt: made }) => made.code);
          const final = codes.findIndex((code) => code !== undefined && code !== '107');
          expect(codes.length).toBeLessThanOrEqual(RULES.maxAttempts);
          expect(final === -1 ? RULES.maxAttempts : final + 1).toBe(codes.length);
        }
      },
    ),
  );
});
