// Halts and caps as a person sees them: what is said, the exit status, and what `resume` does after the mend.

import { expect, test, vi } from 'vitest';
import { listOf } from '../../integration/faults/bench.js';
import { peopleOf } from '../../integration/faults/people.js';
import { arrive } from '../user.js';

/** Calls are held until every process has some, however slowly it starts. */
const PATIENT = { ROLLCALL_TIMEOUT_MS: '60000' };

function statusOf(text: string): { state: string; reason?: string; by_status: Record<string, number> } {
  return JSON.parse(text) as ReturnType<typeof statusOf>;
}

test.concurrent(
  'a halt says what and what to do, exits with 3, and resume goes on',
  { timeout: 180_000 },
  async (context) => {
    const user = await arrive({}, context);
    user.file('list.csv', listOf(peopleOf(1, 200)));
    user.simulator.control({ hold: true, forceCode: 25 });
    const args = ['run', 'list.csv', '--batch', 'b', '--workers', '3', '--concurrency', '5'];
    const running = user.start(args, PATIENT);
    await user.simulator.whenInFlight(11);
    user.simulator.control({ hold: false });
    const { status, stdout } = await running.ended;
    expect(status).toBe(3);
    expect(stdout).toContain('Batch b: halted');
    expect(stdout).toContain('code 25: the purchased quota is used up (您购买的资源已用完)');
    expect(stdout).toContain('Buy calls');
    expect(stdout).toContain('rollcall resume b');
    const spent = user.simulator.totals().received;
    expect(spent).toBeLessThanOrEqual(15);

    const shown = await user.rollcall(['status', 'b', '--json']);
    expect(statusOf(shown.stdout)).toMatchObject({ state: 'halted' });
    expect(statusOf(shown.stdout).reason).toContain('Buy calls');
    expect(JSON.parse(user.batchFile('b', 'summary.json'))).toMatchObject({ state: 'halted', calls: spent });

    const again = await user.rollcall(['resume', 'b', '--workers', '1']);
    expect(again.status).toBe(3);

    user.simulator.control({ forceCode: null });
    const resumed = await user.rollcall(['resume', 'b', '--workers', '2']);
    expect(resumed.stdout).toContain('Batch b: completed');
    expect(resumed.status).toBe(0);
    expect(user.lines('b', 'outcomes.csv').map((line) => line['verify_status'])).toEqual(
      Array.from({ length: 200 }, () => 'match'),
    );
  },
);

test.concurrent(
  'the cap is exact with three processes, exits with 3, and a higher one goes on',
  async (context) => {
    const user = await arrive({}, context);
    user.file('list.csv', listOf(peopleOf(1, 300)));
    const capped = await user.rollcall([
      'run',
      'list.csv',
      '--batch',
      'b',
      '--workers',
      '3',
      '--max-calls',
      '77',
    ]);
    expect(capped.status).toBe(3);
    expect(capped.stdout).toContain('all 77 calls of --max-calls are spent');
    expect(user.simulator.totals().received).toBe(77);
    const resumed = await user.rollcall(['resume', 'b', '--workers', '3', '--max-calls', '300']);
    expect(resumed.status).toBe(0);
    expect(user.simulator.totals().received).toBe(300);
  },
);

test.concurrent('credentials that are refused cost nothing', async (context) => {
  const user = await arrive({}, context);
  user.file('list.csv', listOf(peopleOf(1, 3)));
  user.simulator.control({ refuseCredentials: true });
  const { status, stderr } = await user.rollcall(['run', 'list.csv', '--batch', 'b']);
  expect(status).toBe(3);
  expect(stderr).toContain('70001');
  expect(user.simulator.totals().received).toBe(0);
  user.simulator.control({ refuseCredentials: false });
  expect((await user.rollcall(['run', 'list.csv', '--batch', 'b'])).status).toBe(0);
});

test.concurrent('two runs at a time of one account do each other no harm', async (context) => {
  const user = await arrive({}, context);
  user.file('one.csv', listOf(peopleOf(1, 300)));
  user.file('two.csv', listOf(peopleOf(2, 30)));
  user.simulator.control({ hold: true });
  const one = user.start(
    ['run', 'one.csv', '--batch', 'one', '--workers', '1', '--concurrency', '5'],
    PATIENT,
  );
  await user.simulator.whenInFlight(4);
  const two = user.start(
    ['run', 'two.csv', '--batch', 'two', '--workers', '1', '--concurrency', '5'],
    PATIENT,
  );
  await user.simulator.whenInFlight(6);
  user.simulator.control({ hold: false });
  expect((await two.ended).status).toBe(0);
  expect((await one.ended).status).toBe(0);
  expect(user.simulator.totals().received).toBe(330);
});

test.concurrent(
  'a resume while the last calls of a halted batch are waited for goes on with it',
  async (context) => {
    const user = await arrive({}, context);
    user.file('list.csv', listOf(peopleOf(1, 100)));
    user.simulator.control({ forceCode: 24, hold: true });
    const args = ['run', 'list.csv', '--batch', 'b', '--workers', '1', '--concurrency', '8'];
    const running = user.start(args, PATIENT);
    await user.simulator.whenInFlight(6);
    user.simulator.control({ hold: false, slowShare: 0.5, slowMs: 8_000 });
    await vi.waitUntil(() => user.simulator.totals().inFlight < 6, { timeout: 10_000 });
    user.simulator.control({ forceCode: null, slowShare: 0 });
    const resumed = await user.rollcall(['resume', 'b', '--workers', '1', '--no-ping'], PATIENT);
    const ended = await running.ended;
    const { state } = statusOf((await user.rollcall(['status', 'b', '--json'])).stdout);
    expect({ resumed: resumed.stdout, ended: ended.stdout, state }).toMatchObject({ state: 'completed' });
  },
);
