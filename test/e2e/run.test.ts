// A run of the fixture's customers as a user sees it, while the service has its troubles: files, exit status, output.

import { readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { youtuCodes } from '../../src/provider/youtu/codes.js';
import { answerAbout } from '../../src/simulator/index.js';
import { cleanList, CUSTOMERS, STACK, User, type Ended, type Line, filesUnder } from './user.js';

const PATIENCE_MS = 120_000;

/** A number as a careful clerk would type it again. */
function retyped(idNumber: string): string {
  return idNumber.normalize('NFKC').replace(/[\s']/g, '').toUpperCase();
}

function countBy<Item>(items: readonly Item[], key: (item: Item) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[key(item)] = (counts[key(item)] ?? 0) + 1;
  return counts;
}

describe('the fixture’s customers, while the service has its troubles', () => {
  let user: User;
  let ended: Ended;
  let outcomes: Line[];
  let attempts: Line[];
  let summary: Record<string, unknown>;
  const list = parse(readFileSync(CUSTOMERS, 'utf8'), { relax_column_count: true });

  beforeAll(async () => {
    user = await User.arrive({ dropShare: 0.03, outageShare: 0.05 });
    ended = await user.rollcall(['run', CUSTOMERS, '--batch', 'customers', '--label', 'ours', '--json']);
    outcomes = user.lines('customers', 'outcomes.csv');
    attempts = user.lines('customers', 'attempts.csv');
    summary = JSON.parse(user.batchFile('customers', 'summary.json')) as Record<string, unknown>;
  }, PATIENCE_MS);

  afterAll(() => user.leave());

  it('end with status 2, as some rows are in error', () => {
    expect(ended).toMatchObject({ status: 2 });
    expect(outcomes.filter((line) => line['verify_status'] === 'error').length).toBeGreaterThan(0);
  });

  it('come out one line for every record, in their order, with their own cells as they were', () => {
    const records = list.slice(1);
    expect(outcomes).toHaveLength(records.length);
    const header = list[0] ?? [];
    const readable = outcomes.map((line, index) => ({ line, cells: records[index] ?? [] }));
    for (const { line, cells } of readable) {
      const own = header.map((column) => line[column]);
      expect(line['verify_status'] === 'unreadable' ? own[0] : own).toEqual(
        line['verify_status'] === 'unreadable' ? cells[0] : cells,
      );
    }
    expect(readable.filter(({ line }) => line['verify_status'] === 'unreadable')).toHaveLength(1);
  });

  it('have the outcome that the service gives about each of them', () => {
    const called = outcomes.filter((line) => line['verify_source'] === 'api');
    expect(called.length).toBeGreaterThan(400);
    for (const line of called) {
      const { code } = answerAbout(retyped(line['身份证号'] ?? ''), line['姓名'] ?? '');
      expect(line).toMatchObject({
        verify_status: youtuCodes.verdicts.get(code) ?? 'error',
        verify_code: code,
      });
    }
  });

  it('that are duplicates or rejected here were not called and name no session', () => {
    const quiet = outcomes.filter((line) => ['duplicate', 'local'].includes(line['verify_source'] ?? ''));
    expect(quiet.length).toBeGreaterThan(20);
    const empty = { verify_attempts: '0', verify_session_id: '', verify_checked_at: '' };
    for (const line of quiet) expect(line).toMatchObject(empty);
    const duplicates = quiet.filter((line) => line['verify_source'] === 'duplicate');
    for (const line of duplicates) {
      const original = outcomes[Number(line['verify_duplicate_of']) - 1] ?? {};
      expect(line['verify_status']).toBe(original['verify_status']);
      expect(retyped(line['身份证号'] ?? '')).toBe(retyped(original['身份证号'] ?? ''));
    }
    const sent = new Set(user.simulator.calls().map(({ idNumber }) => idNumber));
    const rejected = quiet.filter((line) => line['verify_source'] === 'local' && line['身份证号'] !== '');
    for (const line of rejected) expect(sent.has(retyped(line['身份证号'] ?? ''))).toBe(false);
  });

  it('have a line for every call that the service saw, and none besides', () => {
    const calls = user.simulator.calls();
    const bySequence = new Map(calls.map((call) => [String(call.seq), call]));
    expect(attempts.filter((line) => line['result'] !== 'refused')).toHaveLength(calls.length);
    const answered = attempts.filter((line) => line['result'] === 'answered');
    expect(answered).toHaveLength(calls.filter(({ dropped }) => !dropped).length);
    for (const line of answered) {
      const call = bySequence.get(line['session_id']?.split('-').at(-1) ?? '');
      expect(line).toMatchObject({ code: String(call?.code), http_status: String(call?.http) });
      expect(retyped(outcomes[Number(line['row']) - 1]?.['身份证号'] ?? '')).toBe(call?.idNumber);
      expect(Date.parse(line['started_at'] ?? '')).toBeLessThanOrEqual(call?.receivedAt ?? 0);
      expect(Date.parse(line['finished_at'] ?? '')).toBeGreaterThanOrEqual(call?.receivedAt ?? 0);
    }
  });

  it('were called as often, each of them, as their lines say', () => {
    const ours = countBy(
      attempts.filter((line) => line['result'] !== 'refused'),
      (line) => retyped(outcomes[Number(line['row']) - 1]?.['身份证号'] ?? ''),
    );
    expect(ours).toEqual(countBy(user.simulator.calls(), ({ idNumber }) => idNumber));
    for (const [index, line] of outcomes.entries()) {
      const own = attempts.filter((attempt) => attempt['row'] === String(index + 1));
      expect(line['verify_attempts']).toBe(String(own.length));
      expect(own.map((attempt) => attempt['attempt'])).toEqual(own.map((_, n) => String(n + 1)));
    }
  });

  it('have a summary that is counted from the files', () => {
    const status = countBy(outcomes, (line) => line['verify_status'] ?? '');
    const results = countBy(attempts, (line) => line['result'] ?? '');
    const answered = attempts.filter((line) => line['result'] === 'answered');
    const left = attempts.filter((line) => line['result'] !== 'refused');
    const refused = results['refused'] ?? 0;
    expect(summary).toMatchObject({
      batch: 'customers',
      label: 'ours',
      state: 'completed',
      rows: outcomes.length,
      by_code: countBy(answered, (line) => line['code'] ?? ''),
      calls: left.length,
      answered: results['answered'],
      in_doubt: results['in_doubt'],
      refused,
      retries: left.length - new Set(left.map((line) => line['row'])).size,
      duplicates: outcomes.filter((line) => line['verify_source'] === 'duplicate').length,
      local: outcomes.filter((line) => line['verify_source'] === 'local').length,
    });
    const byStatus = Object.entries(summary['by_status'] as Record<string, number>).filter(
      ([, count]) => count > 0,
    );
    expect(Object.fromEntries(byStatus)).toEqual(status);
    expect(results['in_doubt']).toBeGreaterThan(0);
  });

  it('print that summary on standard output, and nothing else there', () => {
    expect(JSON.parse(ended.stdout)).toEqual(summary);
  });

  it('leave nothing personal anywhere but in the outcomes', () => {
    const secrets = list
      .slice(1)
      .flatMap(([, name = '', idNumber = '', phone = '']) => [name, idNumber, phone]);
    // Our own texts name a damaged number as an example, and it happens to be one of these.
    const example = '1.10105E+17';
    const personal = [...new Set(secrets)].filter(
      (text) => (text.length >= 4 || /^\p{Script=Han}{3}$/u.test(text)) && text !== example,
    );
    expect(personal.length).toBeGreaterThan(1000);
    const files = filesUnder(user.data).filter((path) => !path.endsWith('outcomes.csv'));
    expect(files.some((path) => path.includes('appendonly'))).toBe(true);
    const texts = files.map((path) => ({ path, text: readFileSync(path).toString('utf8') }));
    texts.push(
      { path: 'standard error', text: ended.stderr },
      { path: 'standard output', text: ended.stdout },
    );
    const leaks = texts.flatMap(({ path, text }) =>
      personal
        .filter((secret) => text.includes(secret))
        .map((secret) => `${relative(user.data, path)}: ${secret}`),
    );
    expect(leaks).toEqual([]);
  });

  it('have files and directories that are the user’s alone', () => {
    const directory = join(user.data, 'batches', 'customers');
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    for (const name of ['outcomes.csv', 'attempts.csv', 'summary.json']) {
      expect(statSync(join(directory, name)).mode & 0o777).toBe(0o600);
    }
  });

  it(
    'are not called again by the same batch',
    async () => {
      const before = user.simulator.calls().length;
      const again = await user.rollcall(['run', CUSTOMERS, '--batch', 'customers']);
      expect(again.status).toBe(2);
      expect(user.simulator.calls()).toHaveLength(before);
    },
    PATIENCE_MS,
  );

  it('give their batch’s name to no other list', async () => {
    const other = user.file('other.csv', cleanList(3));
    const refused = await user.rollcall(['run', other, '--batch', 'customers']);
    expect(refused.status).toBe(1);
    expect(refused.stderr).toMatch(/another list/);
    expect(refused.stderr).not.toMatch(STACK);
  });
});
