// The record of who did what: each line holds on to the one before, whoever writes it, and whatever a crash has left.

import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AuditLog, auditPath } from '../../../src/audit/audit-log.js';
import { hashOf, type AuditAct } from '../../../src/audit/audit-line.js';
import { searchAudit, verifyAudit } from '../../../src/audit/read-audit.js';
import { auditLines } from '../../support/audit-lines.js';

const ACT: AuditAct = {
  who: 'u_1',
  by: 'session',
  credential: 's_1',
  act: 'startBatch',
  batch: 'b',
  from: '::1',
};

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'rollcall-audit-'));
});
afterEach(() => {
  rmSync(data, { recursive: true, force: true });
});

const textLines = (): string[] => readFileSync(auditPath(data), 'utf8').split('\n').slice(0, -1);
const rewrite = (lines: readonly string[]): void => {
  writeFileSync(auditPath(data), lines.map((line) => `${line}\n`).join(''));
};

describe('the record of who did what', () => {
  it('has a line for every act, of its owner’s alone, and is whole', async () => {
    const log = new AuditLog(data, () => 1_764_547_200_000);
    await log.append(ACT);
    const second = await log.append({ ...ACT, act: 'pauseBatch' });
    expect(second).toMatchObject({ seq: 2, at: '2025-12-01T08:00:00.000+08:00', act: 'pauseBatch' });
    expect(second.prev).toBe(hashOf(textLines()[0] ?? ''));
    expect(statSync(auditPath(data)).mode & 0o777).toBe(0o600);
    expect(await verifyAudit(data)).toMatchObject({
      lines: 2,
      tornBytes: 0,
      hash: hashOf(textLines()[1] ?? ''),
    });
  });

  it('is empty, and whole, before the first act', async () => {
    expect(await verifyAudit(data)).toMatchObject({ lines: 0, hash: undefined });
    expect(await auditLines(data, { limit: 10 })).toEqual([]);
  });

  it('keeps its order where several write at a time', async () => {
    const logs = [new AuditLog(data), new AuditLog(data), new AuditLog(data)];
    await Promise.all(
      logs.flatMap((log, index) =>
        Array.from({ length: 20 }, () => log.append({ ...ACT, who: `u_${index}` })),
      ),
    );
    expect(await verifyAudit(data)).toMatchObject({ lines: 60, tornBytes: 0 });
  });

  it('names the first line that was changed, taken out, put in or moved', async () => {
    const log = new AuditLog(data);
    for (const batch of ['a', 'b', 'c', 'd', 'e']) await log.append({ ...ACT, batch });
    const lines = textLines();
    const [one = '', two = '', three = '', four = '', five = ''] = lines;
    for (const [changed, line] of [
      [[one, two.replace('u_1', 'u_2'), three, four, five], 3],
      [[one, three, four, five], 2],
      [[two, three, four, five], 1],
      [[one, two, two, three, four, five], 3],
      [[one, three, two, four, five], 2],
      [[one, two, '{}', four, five], 3],
      [[one, two, 'no line', three, four, five], 3],
      [[one, '', two, three, four, five], 2],
    ] as const) {
      rewrite(changed);
      await expect(verifyAudit(data)).rejects.toThrow(`in line ${line}: `);
    }
  });

  it('misses what was cut off at its end only where nobody has kept a hash', async () => {
    const log = new AuditLog(data);
    for (const batch of ['a', 'b', 'c']) await log.append({ ...ACT, batch });
    const { hash } = await verifyAudit(data);
    expect(await verifyAudit(data, hash)).toMatchObject({ found: 3 });
    rewrite(textLines().slice(0, 2));
    expect(await verifyAudit(data, hash)).toMatchObject({ lines: 2, found: undefined });
  });

  it('is mended where a crash has torn its last line, and says so', async () => {
    const log = new AuditLog(data);
    await log.append(ACT);
    const torn = '{"who":"u_9","by":"sess';
    appendFileSync(auditPath(data), torn);
    expect(await verifyAudit(data)).toMatchObject({ lines: 1, tornBytes: torn.length });
    expect(await auditLines(data, { limit: 10 })).toHaveLength(1);
    await log.append({ ...ACT, act: 'cancelBatch' });
    expect(await verifyAudit(data)).toMatchObject({ lines: 3, tornBytes: 0 });
    const [newest, mended] = await auditLines(data, { limit: 10 });
    expect(newest).toMatchObject({ seq: 3, act: 'cancelBatch' });
    expect(mended).toMatchObject({
      by: 'rollcall',
      act: 'mendedTornLine',
      torn: { bytes: torn.length, sha256: hashOf(torn) },
    });
  });

  it('begins with what was mended where its very first line was torn', async () => {
    const log = new AuditLog(data);
    await log.append(ACT);
    writeFileSync(auditPath(data), '{"who"');
    await log.append(ACT);
    expect(await verifyAudit(data)).toMatchObject({ lines: 2, tornBytes: 0 });
  });

  it('lets nothing hold on to a line that is none', async () => {
    const log = new AuditLog(data);
    await log.append(ACT);
    rewrite([...textLines(), 'no line']);
    await expect(log.append(ACT)).rejects.toThrow('rollcall audit verify');
    expect(textLines()).toHaveLength(2);
  });

  it('takes no act that says more than ids', async () => {
    const log = new AuditLog(data);
    await expect(log.append({ ...ACT, batch: 'x'.repeat(300) })).rejects.toThrow('too_big');
    await expect(log.append({ ...ACT, by: 'somebody' as 'key' })).rejects.toThrow('invalid_value');
  });

  it('is read a page at a time, the newest first, however long it is', async () => {
    const log = new AuditLog(data);
    await Promise.all(Array.from({ length: 700 }, (_, index) => log.append({ ...ACT, batch: `b${index}` })));
    const first = await auditLines(data, { limit: 200 });
    expect(first.map(({ seq }) => seq)).toEqual(Array.from({ length: 200 }, (_, index) => 700 - index));
    const second = await auditLines(data, { before: first.at(-1)?.seq, limit: 600 });
    expect([second[0]?.seq, second.at(-1)?.seq, second.length]).toEqual([500, 1, 500]);
    // What is sought is looked for among so many lines, and told where to go on.
    const sought = { batch: 'b10' };
    const nothing = await searchAudit(data, { limit: 5, sought, lookedAt: 600 });
    expect(nothing).toEqual({ lines: [], next: 101 });
    const found = await searchAudit(data, { before: nothing.next, limit: 5, sought, lookedAt: 600 });
    expect([found.lines.map(({ batch }) => batch), found.next]).toEqual([['b10'], undefined]);
    expect((await searchAudit(data, { limit: 5, sought: { who: ['nobody'] } })).lines).toEqual([]);
  });
});
