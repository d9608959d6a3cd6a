// Kills a process that tells webhooks of something at one of its writes, and looks at what becomes of it: once the next process
// has worked, every webhook was told if it has happened, none if it has not, and nothing is left over.

import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLog } from '../../src/log.js';
import { deliveryId } from '../../src/webhooks/delivery.js';
import { openDeliveries } from '../../src/webhooks/delivery-store.js';
import { Deliverer } from '../../src/webhooks/deliverer.js';
import { sweepOutbox } from '../../src/webhooks/outbox.js';
import { webhookPaths } from '../../src/webhooks/paths.js';
import { newWebhook } from '../../src/webhooks/webhook.js';
import { addWebhook } from '../../src/webhooks/webhook-store.js';
import type { Receiver } from '../support/webhook-receiver.js';
import type { KillPoint } from './strike.js';
import { eventOf } from './webhooks-event.mjs';
import { inWorld } from './world.js';

const STEPS = fileURLToPath(new URL('webhooks-steps.mjs', import.meta.url));
const DIST = fileURLToPath(new URL('../../dist', import.meta.url));
/** Longer than a try belongs to the process that has begun it. */
const LATER_MS = 60_000;

interface Left {
  readonly killed: boolean;
  /** Whether each webhook was told at least once of what has happened, and none of what has not. */
  readonly isTold: boolean;
  /** Whether the messages sent are those of this event, with their one id each. */
  readonly isItsOwn: boolean;
  /** Messages that would be sent once more. */
  readonly open: number;
  /** Events that would be told once more. */
  readonly noted: number;
}

export const WHOLE: Left = { killed: true, isTold: true, isItsOwn: true, open: 0, noted: 0 };

/** How many writes there are to be killed at. */
export async function writesInAll(): Promise<number> {
  return inDirectory(async (data) => Number((await steps(data, 0)).printed));
}

export async function killAtWrite(nth: number): Promise<Left> {
  return inDirectory(async (data, webhooks) => {
    const { killed } = await steps(data, nth);
    const hasHappened = existsSync(join(data, 'state.json'));
    const sentBefore = existsSync(join(data, 'sent')) ? readFileSync(join(data, 'sent'), 'utf8') : '';
    const sent = [...sentBefore.split('\n').filter((id) => id !== ''), ...(await goOn(data))];
    const expected = webhooks.map((id) => deliveryId(id, eventOf().key));
    const { outbox } = webhookPaths(data);
    const noted = readdirSync(outbox).filter((name) => name.endsWith('.json')).length;
    return {
      killed,
      isTold: hasHappened ? expected.every((id) => sent.includes(id)) : sent.length === 0,
      isItsOwn: sent.every((id) => expected.includes(id)),
      open: (await openDeliveries(data)).length,
      // What has not happened may still: whoever does it notes it anew.
      noted: hasHappened ? noted : 0,
    };
  });
}

/** What the next process does. @returns the ids of what it sends */
async function goOn(data: string): Promise<string[]> {
  const sent: string[] = [];
  const nowMs = (): number => Date.now() + LATER_MS;
  await sweepOutbox(data, nowMs(), (error) => {
    throw error as Error;
  });
  const deliverer = new Deliverer({
    dataDirectory: data,
    log: createLog('silent'),
    nowMs,
    stopping: new AbortController().signal,
    post: async ({ headers }) => {
      sent.push(headers['webhook-id'] ?? '');
      return { status: 200, retryAfter: undefined, body: '' };
    },
  });
  for (const id of await openDeliveries(data)) await deliverer.try(id);
  return sent;
}

function steps(data: string, nth: number): Promise<{ printed: string; killed: boolean }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [STEPS, DIST, data, String(nth)], (error, printed) => {
      resolve({ printed, killed: error?.signal === 'SIGKILL' });
    });
  });
}

async function inDirectory<Result>(
  use: (data: string, webhooks: readonly string[]) => Promise<Result>,
): Promise<Result> {
  const data = mkdtempSync(join(tmpdir(), 'rollcall-webhooks-'));
  const asked = { url: 'https://hooks.example/', on: ['batch.completed'], labels: [] } as const;
  try {
    const webhooks = [1, 2].map(() => newWebhook({ ...asked, shape: 'standard', language: 'en' }, 0));
    for (const webhook of webhooks) await addWebhook(data, webhook);
    return await use(
      data,
      webhooks.map(({ id }) => id),
    );
  } finally {
    rmSync(data, { recursive: true });
  }
}

interface ToldOfBatch {
  readonly struck: boolean;
  /** What the receiver had been told when the run was killed, and what it was told in the end, by type. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** How many different messages that were. */
  readonly ids: number;
}

/** A run that is killed at a point, and resumed: what its webhook hears. */
export async function killRun(point: KillPoint, hook: Receiver): Promise<ToldOfBatch> {
  return inWorld({ rows: 60, env: { ROLLCALL_WEBHOOK_ALLOW: '127.0.0.1' } }, async (world) => {
    const asked = { url: hook.url, on: ['batch.completed', 'batch.halted'], labels: [] } as const;
    await addWebhook(world.data, newWebhook({ ...asked, shape: 'standard', language: 'en' }, 0));
    await world.run(point).ended();
    const before = typesOf(hook);
    await world.resume().ended();
    const ids = new Set(hook.received.map(({ headers }) => headers['webhook-id'])).size;
    return { struck: world.strikes.struck, before, after: typesOf(hook), ids };
  });
}

function typesOf({ received }: Receiver): string[] {
  return received.map(({ body }) => (JSON.parse(body) as { type: string }).type);
}
