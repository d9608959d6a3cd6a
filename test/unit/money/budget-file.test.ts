// The budgets of a data directory on disk, where several processes set one at once.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { addBudgetEntry, budgetsOf } from '../../../src/money/budget-file.js';

const ACCOUNT = { authUrl: 'http://localhost', appid: '1', bucket: 'b' };

test('of budgets that are set at once none is lost, and the last on disk is the latest by its time', async () => {
  const data = mkdtempSync(join(tmpdir(), 'rollcall-budgets-'));
  onTestFinished(() => {
    rmSync(data, { recursive: true });
  });
  const about = { account: ACCOUNT, label: 'sales', month: '2026-12', currency: 'CNY', by: 'li' };
  // Each took its time before it had the lock.
  const times = [300, 100, 200, 200];
  const added = await Promise.all(times.map((at, calls) => addBudgetEntry(data, { ...about, calls, at })));
  const written = added.map((each) => each.written);
  expect(new Set(written.map(({ at }) => at)).size).toBe(times.length);
  const [holds] = await budgetsOf(data, ACCOUNT);
  const latest = written.toSorted((a, b) => a.at - b.at).at(-1);
  expect(holds).toEqual(latest);
  // Each is told which one it takes the place of; the first takes none’s.
  const replaced = added.flatMap((each) => each.replaced?.at ?? []);
  expect(replaced.toSorted((a, b) => a - b)).toEqual(
    written
      .map(({ at }) => at)
      .toSorted((a, b) => a - b)
      .slice(0, -1),
  );
});
