// The record of who did what under kills: several processes write, each is killed at any moment and begun again, and what
// one of them was told is on record is there, once, in a record that is whole.

import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { verifyAudit } from '../../src/audit/read-audit.js';
import { auditLines } from '../support/audit-lines.js';

const WRITER = fileURLToPath(new URL('record-of-acts.mjs', import.meta.url));
const PROGRAM = new URL('../../dist/src/audit/audit-log.js', import.meta.url).href;
const ROUNDS = 25;

test('what is said to be on record stays there, whoever is killed', async () => {
  const data = mkdtempSync(join(tmpdir(), 'rollcall-acts-'));
  const said = new Set<string>();
  let begun = 0;
  const begin = (): ChildProcess => {
    begun += 1;
    const child = fork(WRITER, [PROGRAM, data, `p${begun}`], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    child.on('message', (acts: string[]) => acts.forEach((act) => said.add(act)));
    return child;
  };
  const heard = async (child: ChildProcess, messages: number): Promise<void> => {
    for (let count = 0; count < messages; count += 1) await once(child, 'message');
  };
  let [one, other] = [begin(), begin()];
  try {
    for (let round = 1; round <= ROUNDS; round += 1) {
      await heard(one, 1 + (round % 4));
      one.kill('SIGKILL');
      await once(one, 'exit');
      [one, other] = [other, begin()];
    }
  } finally {
    for (const child of [one, other]) {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    }
  }
  const { lines } = await verifyAudit(data);
  const all = await auditLines(data, { limit: lines });
  const acts = all.filter(({ act }) => act === 'startBatch').map(({ who, batch }) => `${who} ${batch}`);
  expect(new Set(acts).size).toBe(acts.length);
  expect([...said].filter((act) => !acts.includes(act))).toEqual([]);
  expect(said.size).toBeGreaterThan(ROUNDS);
  rmSync(data, { recursive: true, force: true });
});
