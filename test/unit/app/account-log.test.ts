// What a worker's log says of its account: once for each change, at the level that an operator's alarms go by.

import { expect, it } from 'vitest';
import { pino } from 'pino';
import { AccountLog } from '../../../src/app/account-log.js';
import type { AccountState } from '../../../src/journal/account-state.js';
import { providerOf } from '../../../src/provider/index.js';

const QUIET: AccountState = {
  halted: undefined,
  rate: 50,
  circuit: undefined,
  waiting: undefined,
  held: undefined,
};
const [INFO, WARN, ERROR] = [30, 40, 50];

interface Line {
  readonly level: number;
  readonly msg: string;
}

/** @returns the lines of the looks at these states, one look each */
async function linesOf(
  states: readonly AccountState[],
  waitsInVain: () => Promise<boolean> = () => Promise.resolve(false),
): Promise<Line[]> {
  const lines: Line[] = [];
  const log = pino({}, { write: (line: string) => lines.push(JSON.parse(line) as Line) });
  const left = [...states];
  const told = new AccountLog({
    accounts: () => ['a', 'a'],
    stateOf: () => Promise.resolve(left.shift() ?? QUIET),
    waitsInVain,
    codes: providerOf('youtu').codes,
    failure: () => 'HTTP 503',
    log,
  });
  for (const _ of states) await told.look();
  return lines;
}

it('a halt is an error with its cause as fields and what to do, its lifting is said, and each once', async () => {
  const halted = { ...QUIET, halted: JSON.stringify({ kind: 'code', code: '25' }) };
  const lines = await linesOf([QUIET, halted, halted, QUIET, QUIET]);
  expect(lines).toMatchObject([
    { level: ERROR, account: 'a', cause: { kind: 'code', code: '25' } },
    { level: INFO, account: 'a' },
  ]);
  expect(lines[0]?.msg).toContain('quota is used up');
  expect(lines[0]?.msg).toContain('rollcall resume --all');
});

it('an outage is a warning with its cause and its beginning, and its end is said', async () => {
  const away = { ...QUIET, circuit: 0 };
  const lines = await linesOf([away, away, QUIET]);
  expect(lines).toMatchObject([
    { level: WARN, cause: 'HTTP 503', since: '1970-01-01T08:00:00.000+08:00' },
    { level: INFO, since: '1970-01-01T08:00:00.000+08:00' },
  ]);
});

it('a rate that is held down is said with what holds it, again only when that changes', async () => {
  const throttled = { ...QUIET, rate: 12.345, held: { by: 'throttling' } as const };
  const capped = { ...QUIET, rate: 5, held: { by: 'cap', rate: 5 } as const };
  const lines = await linesOf([throttled, throttled, capped, capped, QUIET]);
  expect(lines).toMatchObject([
    { level: WARN, rate: 12.3 },
    { level: INFO, rate_cap: 5 },
    { level: INFO, rate: 50 },
  ]);
});

it('slices for which nobody calls are a warning, at the second look at who is connected, and their end is said', async () => {
  const seen: boolean[] = [];
  // Each look asks about the one account once, and only every fifth.
  const inVain = [true, false, true, true, true, false, false];
  const quiet = Array.from({ length: 5 * inVain.length }, () => QUIET);
  const lines = await linesOf(quiet, () => {
    seen.push(inVain[seen.length] ?? false);
    return Promise.resolve(seen.at(-1) === true);
  });
  expect(seen).toEqual(inVain);
  expect(lines).toMatchObject([
    { level: WARN, account: 'a' },
    { level: INFO, account: 'a' },
  ]);
  expect(lines[0]?.msg).toContain('ROLLCALL_PROVIDER');
});
