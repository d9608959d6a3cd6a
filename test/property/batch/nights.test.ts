// Many nights of lists that are edited at random, against a model: who is called, what each person's outcome is, and
// that changes.csv is the difference of the two outcomes.csv.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { generatePeople } from '../../../src/simulator/index.js';
import { answered, passNight, type Night } from './night.js';

const DAY_MS = 86_400_000;
const FIRST_NIGHT_MS = Date.parse('2026-11-24T01:30:00+08:00');
const PEOPLE = [
  ...[...generatePeople({ seed: 8, count: 7, mix: 'clean' })].map(({ name, idNumber }) => ({
    name,
    idNumber,
  })),
  // A name of several parts, a number with a wrong check character, and no number at all.
  { name: '阿里木·买买提', idNumber: '11010519491231002X' },
  { name: '张三', idNumber: '110105194912310021' },
  { name: '王五', idNumber: '' },
];
const SOUND = 8;

/** The same person, written another way. */
const WAYS: readonly ((person: { name: string; idNumber: string }) => [string, string])[] = [
  ({ name, idNumber }) => [name, idNumber],
  ({ name, idNumber }) => [` ${name}`, idNumber.toLowerCase()],
  ({ name, idNumber }) => [
    name,
    idNumber.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
  ],
];

const CODES = [0, -5803, -5804, -5807, 213, -5801, 107, 'none'] as const;
const STATUSES_TO_CALL = ['match', 'mismatch', 'invalid_id', 'lookup_failed', 'error', 'in_doubt'] as const;

const entry = fc.record({
  person: fc.integer({ min: 0, max: PEOPLE.length - 1 }),
  way: fc.integer({ min: 0, max: WAYS.length - 1 }),
  isBroken: fc.integer({ min: 0, max: 15 }).map((chance) => chance === 0),
});
type Entry = typeof entry extends fc.Arbitrary<infer Value> ? Value : never;

const night = fc.record({
  entries: fc.array(entry, { maxLength: 14, size: 'max' }),
  codes: fc.array(fc.constantFrom(...CODES), { minLength: 14, maxLength: 14 }),
  /** How many days after the last night. */
  days: fc.integer({ min: 1, max: 4 }),
  layout: fc.constantFrom('usual', 'turned', 'no header'),
  dedupe: fc.integer({ min: 0, max: 4 }).map((chance) => chance > 0),
  inDoubt: fc.constantFrom('retry', 'hold'),
  isCancelled: fc.integer({ min: 0, max: 3 }).map((chance) => chance === 0),
  callAgain: fc.option(fc.subarray([...STATUSES_TO_CALL]), { nil: undefined }),
  olderThanDays: fc.option(fc.integer({ min: 0, max: 6 }), { nil: undefined }),
});
type NightOf = typeof night extends fc.Arbitrary<infer Value> ? Value : never;

/** What the model knows of a person after a night, as the person's first row tells. */
interface Known {
  readonly row: number;
  readonly status: string;
  readonly code: string;
  readonly checkedAt: string;
  readonly session: string;
  readonly calledAt: number | undefined;
  readonly hasHeader: boolean;
  readonly cells: { readonly name: string; readonly number: string; readonly extra: string };
}

function listOf({ entries, layout }: NightOf): string {
  const lines = entries.map(({ person, way, isBroken }, index) => {
    const [name, number] = WAYS[way]?.(PEOPLE[person] ?? { name: '', idNumber: '' }) ?? ['', ''];
    const extra = `=${index}`;
    const cells = layout === 'turned' ? [extra, number, name] : [name, number, extra];
    return isBroken ? 'one cell' : cells.join(',');
  });
  const header = { usual: ['姓名,身份证号,备注'], turned: ['备注,身份证号,姓名'], 'no header': [] }[layout];
  // A list without a header needs an unspoiled row by which it is recognised: this one is person 0.
  const first = layout === 'no header' ? [`${PEOPLE[0]?.name},${PEOPLE[0]?.idNumber},=0`] : [];
  return `${[...header, ...first, ...lines].join('\n')}\n`;
}

/** The person of each row in the model; undefined: none. */
function peopleIn({ entries, layout }: NightOf): (number | undefined)[] {
  const people = entries.map(({ person, isBroken }: Entry) => (isBroken ? undefined : person));
  return layout === 'no header' ? [0, ...people] : people;
}

const CALLED_AGAIN = ['lookup_failed', 'error', 'in_doubt', 'not_sent'] as const;

function isToBeCalled(plan: NightOf, before: Known | undefined, atMs: number): boolean {
  if (before?.calledAt === undefined) return true;
  if (([...(plan.callAgain ?? CALLED_AGAIN)] as string[]).includes(before.status)) return true;
  return plan.olderThanDays !== undefined && before.calledAt < atMs - plan.olderThanDays * DAY_MS;
}

test('a person is called when need be and never else, and has the newest outcome; changes.csv is the difference', async () => {
  const held = fc.assert(
    fc.asyncProperty(fc.array(night, { minLength: 2, maxLength: 6 }), async (plans) => {
      const data = mkdtempSync(join(tmpdir(), 'rollcall-nights-'));
      try {
        await passAll(data, plans);
      } finally {
        rmSync(data, { recursive: true, force: true });
      }
    }),
    { numRuns: 15 },
  );
  await expect(held).resolves.toBeUndefined();
});

async function passAll(data: string, plans: readonly NightOf[]): Promise<void> {
  let before: ReadonlyMap<number, Known> | undefined;
  /** The batch in which each person was called last. */
  const lastCalled = new Map<number, string>();
  let atMs = FIRST_NIGHT_MS;
  for (const [index, plan] of plans.entries()) {
    atMs += plan.days * DAY_MS;
    const passed = await pass(data, plan, index, atMs);
    const firstRows = firstRowsOf(peopleIn(plan));
    const calledNow = new Set(passed.rows.flatMap(({ row, fate }) => (fate.kind === 'call' ? [row] : [])));
    assert.deepEqual([...calledNow], rowsToCall(plan, firstRows, before, atMs), 'whom it calls');
    const known = knownAfter(passed, firstRows, atMs);
    for (const [person, row] of firstRows) {
      const old = before?.get(person);
      const line = passed.outcomes[row - 1] ?? {};
      if (person < SOUND && !calledNow.has(row)) {
        assert.deepEqual(carriedPart(line), carriedAs(old, lastCalled.get(person)), 'what it carries');
        known.set(person, { ...(known.get(person) as Known), calledAt: old?.calledAt });
      } else {
        assert.equal(line['verify_carried_from'], '');
        if (known.get(person)?.calledAt !== undefined) lastCalled.set(person, passed.record.batch);
      }
    }
    if (before === undefined) assert.equal(passed.changes, undefined);
    else assertChanges(passed, before, known, calledNow);
    before = known;
  }
}

function pass(data: string, plan: NightOf, index: number, atMs: number): Promise<Night> {
  const { header, dedupe, inDoubt, isCancelled, callAgain, olderThanDays, codes } = {
    ...plan,
    header: plan.layout !== 'no header',
  };
  const previous = {
    batch: `night-${index - 1}`,
    callAgain: callAgain ?? CALLED_AGAIN,
    olderThanMs: olderThanDays === undefined ? undefined : olderThanDays * DAY_MS,
  };
  return passNight(data, {
    batch: `night-${index}`,
    list: listOf(plan),
    atMs,
    header,
    dedupe,
    inDoubt,
    state: isCancelled ? 'cancelled' : 'completed',
    callsFor: (row) =>
      isCancelled && row % 3 === 0 ? [] : [answered(row, codes[(row - 1) % codes.length] ?? 0, atMs)],
    previous: index === 0 ? undefined : previous,
  });
}

function firstRowsOf(people: readonly (number | undefined)[]): Map<number, number> {
  const firstRows = new Map<number, number>();
  for (const [at, person] of people.entries()) {
    if (person !== undefined && !firstRows.has(person)) firstRows.set(person, at + 1);
  }
  return firstRows;
}

/** Checks that exactly the persons who have to be called are called. */
function rowsToCall(
  plan: NightOf,
  firstRows: ReadonlyMap<number, number>,
  before: ReadonlyMap<number, Known> | undefined,
  atMs: number,
): number[] {
  return peopleIn(plan).flatMap((person, at) => {
    if (person === undefined || person >= SOUND) return [];
    if (plan.dedupe && firstRows.get(person) !== at + 1) return [];
    return isToBeCalled(plan, before?.get(person), atMs) ? [at + 1] : [];
  });
}

function carriedPart(line: Readonly<Record<string, string>>) {
  return {
    source: line['verify_source'],
    status: line['verify_status'],
    code: line['verify_code'],
    checkedAt: line['verify_checked_at'],
    session: line['verify_session_id'],
    from: line['verify_carried_from'],
    attempts: line['verify_attempts'],
  };
}

function carriedAs(old: Known | undefined, from: string | undefined): ReturnType<typeof carriedPart> {
  const { status, code, checkedAt, session } = old ?? {};
  return { source: 'carried', status, code, checkedAt, session, from, attempts: '0' };
}

function knownAfter(passed: Night, firstRows: ReadonlyMap<number, number>, atMs: number): Map<number, Known> {
  const { format } = passed.record;
  const known = new Map<number, Known>();
  for (const [person, row] of firstRows) {
    const line = passed.outcomes[row - 1] ?? {};
    const cells = Object.values(line);
    const cell = (column: number) => (cells[column] ?? '').replace(/^'(?=[=@])/, '');
    const extra = [0, 1, 2].find((column) => column !== format.nameColumn && column !== format.idColumn) ?? 0;
    const wasCalled = passed.rows[row - 1]?.fate.kind === 'call' && line['verify_status'] !== 'not_sent';
    const checkedAt = line['verify_checked_at'] ?? '';
    known.set(person, {
      row,
      hasHeader: format.header !== undefined,
      status: line['verify_status'] ?? '',
      code: line['verify_code'] ?? '',
      checkedAt,
      session: line['verify_session_id'] ?? '',
      calledAt: !wasCalled ? undefined : checkedAt === '' ? atMs : Date.parse(checkedAt),
      cells: { name: cell(format.nameColumn), number: cell(format.idColumn), extra: cell(extra) },
    });
  }
  return known;
}

/** Compares the changes with the difference of the two outcomes.csv. */
function assertChanges(
  { changes, summary, record, outcomes }: Night,
  before: ReadonlyMap<number, Known>,
  now: ReadonlyMap<number, Known>,
  calledNow: ReadonlySet<number>,
): void {
  const expected: string[] = [];
  const counts = { changed: 0, new: 0, gone: 0 };
  for (const [person, { row, status, checkedAt, cells }] of now) {
    const old = before.get(person);
    const who = Object.values(cells).join('|');
    if (old === undefined) {
      counts.new += 1;
      expected.push(['new', row, '', '', status, '', checkedAt, who].join('/'));
    } else if (old.status !== status) {
      counts.changed += 1;
      expected.push(['changed', row, old.row, old.status, status, old.checkedAt, checkedAt, who].join('/'));
    }
  }
  for (const [person, { row, status, checkedAt, cells, hasHeader }] of before) {
    if (now.has(person)) continue;
    counts.gone += 1;
    // A column that the earlier list names otherwise, or not at all, is empty.
    const extra = hasHeader === (record.format.header !== undefined) ? cells.extra : '';
    expected.push(
      ['gone', '', row, status, '', checkedAt, '', `${cells.name}|${cells.number}|${extra}`].join('/'),
    );
  }
  const shown = (changes ?? []).map((line) => {
    const cells = Object.values(line).map((text) => text.replace(/^'(?=[=@])/, ''));
    const { nameColumn, idColumn } = record.format;
    const extra = [0, 1, 2].find((column) => column !== nameColumn && column !== idColumn) ?? 0;
    return [...cells.slice(3), `${cells[nameColumn]}|${cells[idColumn]}|${cells[extra]}`].join('/');
  });
  assert.deepEqual(shown.sort(), expected.sort(), 'changes.csv');
  const calls = outcomes.filter((line, at) => calledNow.has(at + 1) && line['verify_attempts'] !== '0');
  const carried = outcomes.filter((line) => line['verify_source'] === 'carried');
  const { by_edge: byEdge = {}, ...counted } = summary.changes ?? {};
  const previous = `night-${Number(record.batch.slice('night-'.length)) - 1}`;
  assert.deepEqual(counted, { previous, called: calls.length, carried: carried.length, ...counts });
  assert.equal(
    Object.values(byEdge).reduce((sum, count) => sum + count, 0),
    counts.changed,
  );
}
