// What was done to one batch, found in the record of all.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { AuditLog } from '../../../src/audit/audit-log.js';
import type { AuditAct } from '../../../src/audit/audit-line.js';
import { BatchActs } from '../../../src/audit/batch-acts.js';

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'rollcall-acts-'));
});
afterEach(() => {
  rmSync(data, { recursive: true, force: true });
});

function act(name: string, batch?: string): AuditAct {
  return { who: 'u_1', by: 'session', act: name, from: '::1', ...(batch === undefined ? {} : { batch }) };
}

it('finds a batch’s acts, the newest first, a page at a time, also those that come later from elsewhere', async () => {
  const acts = new BatchActs(data);
  expect(await acts.of('b', { limit: 10 })).toEqual({ lines: [], next: undefined });
  const log = new AuditLog(data);
  for (let at = 0; at < 30; at += 1) {
    await log.append(act(`act${at}`, at % 3 === 0 ? 'b' : 'other'));
    await log.append(act('setApproval'));
  }
  const first = await acts.of('b', { limit: 4 });
  expect(first.lines.map(({ act: name }) => name)).toEqual(['act27', 'act24', 'act21', 'act18']);
  await new AuditLog(data).append(act('late', 'b'));
  const second = await acts.of('b', { before: first.next, limit: 10 });
  expect(second.lines.map(({ act: name }) => name)).toEqual([
    'act15',
    'act12',
    'act9',
    'act6',
    'act3',
    'act0',
  ]);
  expect(second.next).toBeUndefined();
  expect((await acts.of('b', { limit: 1 })).lines[0]).toMatchObject({ act: 'late', batch: 'b' });
});

it('takes no text for a batch’s id', async () => {
  await new AuditLog(data).append({ ...act('setBudget', 'a'), value: '","batch":"b"' });
  const acts = new BatchActs(data);
  expect((await acts.of('b', { limit: 10 })).lines).toEqual([]);
  expect((await acts.of('a', { limit: 10 })).lines).toHaveLength(1);
});
