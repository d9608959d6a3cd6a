// A night with an earlier batch (--previous) is killed in its middle and resumed. Who is carried over, who is called
// and what has changed are the same as in an undisturbed night.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generatePeople } from '../../src/simulator/index.js';
import type { Command } from './command.js';
import { NEVER, type KillPoint } from './strike.js';
import { World } from './world.js';

type Line = Readonly<Record<string, string>>;
/** Columns that differ with each call. */
const OF_THE_CALL = ['verify_session_id', 'verify_checked_at', 'verify_attempts'];
const GONE = 40;
const NEW = 120;

describe('a night killed and resumed', () => {
  let world: World;
  let listPath: string;

  const POINTS: readonly KillPoint[] = [
    { at: 'record-rename:after' },
    { at: 'ADD:half' },
    { at: 'request:after', nth: 40, in: 'verify' },
    { at: 'checkpoint-rename:before', nth: 3 },
    { at: 'outcomes-rename:after' },
    { at: 'changes-rename:before' },
    { at: 'changes-rename:after' },
  ];

  function night(batch: string, point: KillPoint): Command {
    world.strikes.forget();
    const against = ['--previous', 'first', '--only', 'mismatch,lookup_failed'];
    return world.start(['run', listPath, '--batch', batch, '--workers', '1', '--no-ping', ...against], point);
  }

  function linesOf(batch: string, file: string): Line[] {
    return parse<Line>(readFileSync(join(world.data, 'batches', batch, file)), { bom: true, columns: true });
  }

  function changesOf(batch: string): unknown {
    const changes = linesOf(batch, 'changes.csv').map((line) => ({ ...line, verify_to_checked_at: '' }));
    const summary = JSON.parse(readFileSync(join(world.data, 'batches', batch, 'summary.json'), 'utf8')) as {
      readonly changes: unknown;
    };
    return { changes, counts: summary.changes };
  }

  function carriedIn(batch: string): Line[] {
    return linesOf(batch, 'outcomes.csv').filter((line) => line['verify_source'] === 'carried');
  }

  function outcomesOf(batch: string): unknown {
    return linesOf(batch, 'outcomes.csv').map((line) =>
      Object.fromEntries(Object.entries(line).filter(([column]) => !OF_THE_CALL.includes(column))),
    );
  }

  beforeAll(async () => {
    world = await World.open();
    const first = ['run', world.listPath, '--batch', 'first', '--workers', '1', '--no-ping'];
    await world.start(first).ended();
    const [header = '', ...people] = world.list.csv.trimEnd().split('\n');
    const newcomers = [...generatePeople({ seed: 8, count: NEW, mix: 'clean' })].map((person) =>
      [person.customerNumber, person.name, person.idNumber, person.phone].join(','),
    );
    listPath = join(world.directory, 'second.csv');
    writeFileSync(listPath, [header, ...newcomers, ...people.slice(GONE), ''].join('\n'));
    world.simulator.control({ forceCode: 0 });
    await night('undisturbed', NEVER).ended();
  });

  afterAll(() => world.close());

  test('has something to carry, to call and to tell', () => {
    const kinds = linesOf('undisturbed', 'changes.csv').map((line) => line['verify_change']);
    expect(new Set(kinds)).toEqual(new Set(['changed', 'new', 'gone']));
    expect(carriedIn('undisturbed').length).toBeGreaterThan(GONE);
  });

  test.each(POINTS)('at $at carries, calls and tells changes as one that nobody disturbed', async (point) => {
    const batch = point.at.replace(':', '-');
    const from = world.simulator.calls().length;
    const killed = await night(batch, point).ended();
    expect([world.strikes.struck, killed.signal]).toEqual([true, 'SIGKILL']);
    const resumed = world.start(['resume', batch, '--workers', '1', '--no-ping']);
    expect((await resumed.ended()).code).toBe(0);

    expect(carriedIn(batch)).toEqual(carriedIn('undisturbed'));
    expect(outcomesOf(batch)).toEqual(outcomesOf('undisturbed'));
    expect(changesOf(batch)).toEqual(changesOf('undisturbed'));
    await world.simulator.whenIdle();
    expect(calledTooOften(batch, from)).toEqual([]);
  });

  /** Numbers that the night called although no call was due, or more often than calls in doubt explain. */
  function calledTooOften(batch: string, from: number): string[] {
    const numbers = linesOf(batch, 'outcomes.csv').map((line) => line['身份证号'] ?? '');
    const due = new Map<string, number>();
    for (const { row, result } of linesOf(batch, 'attempts.csv')) {
      const number = numbers[Number(row) - 1] ?? '';
      if (!due.has(number)) due.set(number, 1);
      if (result === 'in_doubt') due.set(number, (due.get(number) ?? 0) + 1);
    }
    for (const line of carriedIn(batch)) due.set(line['身份证号'] ?? '', 0);
    const called = new Map<string, number>();
    for (const { idNumber } of world.simulator.calls().slice(from))
      called.set(idNumber, (called.get(idNumber) ?? 0) + 1);
    return [...called].filter(([number, times]) => times > (due.get(number) ?? 0)).map(([number]) => number);
  }
});
