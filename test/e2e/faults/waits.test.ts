// What holds up the calls, as a person sees it while it lasts: in the progress, in `status`, and in its JSON. And that a
// person's word reaches a worker that waits.

import { expect, test, vi } from 'vitest';
import { arrive, cleanList, type User } from '../user.js';

interface Status {
  readonly state: string;
  readonly waiting?: { readonly reason: string; readonly until: string };
}

async function statusOf(user: User): Promise<Status> {
  return JSON.parse((await user.rollcall(['status', 'b', '--json'])).stdout) as Status;
}

const LIMITS = { timeout: 60_000, interval: 50 };

test('a silence is shown with its end, and a cancel ends it', { timeout: 180_000 }, async () => {
  const user = await arrive({ forceCode: 15, retryAfterSeconds: 3_600 });
  user.file('list.csv', cleanList(6));
  const running = user.start(['run', 'list.csv', '--batch', 'b']);
  await vi.waitUntil(() => running.said.stderr.includes('the service asked for silence until'), LIMITS);

  const { state, waiting } = await statusOf(user);
  expect(state).toBe('running');
  expect(waiting?.reason).toBe('silence');
  // A service that asks for an hour's silence is asked again after five minutes.
  const leftMs = Date.parse(waiting?.until ?? '') - Date.now();
  expect(leftMs).toBeGreaterThan(0);
  expect(leftMs).toBeLessThanOrEqual(300_000);
  const { stdout } = await user.rollcall(['status', 'b']);
  expect(stdout).toMatch(/the service asked for silence until \d\d:\d\d:\d\d \(Retry-After\)/);

  await user.rollcall(['cancel', 'b']);
  await running.ended;
  const ended = await statusOf(user);
  expect(ended.state).toBe('cancelled');
  expect(ended.waiting).toBeUndefined();
});

test('a low rate is shown as what it is', { timeout: 180_000 }, async () => {
  const user = await arrive();
  user.file('list.csv', cleanList(6));
  const running = user.start(['run', 'list.csv', '--batch', 'b', '--rate', '0.1']);
  await vi.waitUntil(() => running.said.stderr.includes('the rate lets the next call leave at'), LIMITS);
  expect((await statusOf(user)).waiting?.reason).toBe('rate');
  await user.rollcall(['cancel', 'b']);
  await running.ended;
});
