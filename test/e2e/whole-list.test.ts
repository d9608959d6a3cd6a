// Lists whose columns or names are not what they seem, through `check` and `run`: exactly those who are plausibly
// persons are called.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checkCharacter } from '../../src/domain/identity-number.js';
import { arrive, type Line } from './user.js';

const PATIENCE_MS = 120_000;
const CASES = fileURLToPath(new URL('../../fixtures/cases/', import.meta.url));

interface Case {
  readonly list: string;
  /** The names that are sent, in the list's order. */
  readonly sent: readonly string[];
  /** How many rows end with each status. */
  readonly rows: Readonly<Record<string, number>>;
  /** What is found in the columns. */
  readonly found: readonly object[];
}

const LISTS: readonly Case[] = [
  {
    list: 'rounded',
    sent: [],
    rows: { bad_format: 220 },
    found: [{ column: 2, kind: 'three zeros', rows: 220, of: 220 }],
  },
  {
    list: 'truncated15',
    sent: [],
    rows: { bad_format: 10 },
    found: [{ column: 2, kind: 'truncated', rows: 10, of: 10 }],
  },
  { list: 'masked-names', sent: [], rows: { bad_format: 10 }, found: [] },
  { list: 'null-names', sent: [], rows: { bad_format: 14 }, found: [] },
  {
    list: 'kangxi',
    sent: ['方明', '高一丽', '马云', '李文', '王玉立', '丨丨', '金龙'],
    rows: {},
    found: [],
  },
  {
    list: 'pua',
    sent: ['李䶮', '张龴', '李䶮', '王䶮明', '䶮龴', '𬱖明', '𠮷野家'],
    rows: {},
    found: [],
  },
];

describe('a list that is not what it looks like', () => {
  it.each(LISTS)(
    '$list has the right outcome',
    async ({ list, sent, rows, found }) => {
      const user = await arrive();
      const file = join(CASES, `${list}.csv`);
      const checked = await user.rollcall(['check', file, '--json']);
      const report = JSON.parse(checked.stdout) as {
        calls: number;
        by_verdict: object;
        column_findings: object[];
      };
      expect(report).toMatchObject({ calls: sent.length, by_verdict: { call: sent.length, ...rows } });
      expect(report.column_findings).toHaveLength(found.length);
      expect(report.column_findings).toMatchObject(found);
      const ran = await user.rollcall(['run', file, '--batch', list, '--no-ping']);
      expect(ran.status).toBe(0);
      expect(ran.stderr.includes('Warning: Column 2')).toBe(found.length > 0);
      const called = user.simulator.calls().map(({ name }) => name);
      expect(called.toSorted()).toEqual([...sent].toSorted());
      const outcomes = user.lines(list, 'outcomes.csv');
      expect(statuses(outcomes)).toMatchObject(rows);
      expect(outcomes).toHaveLength(Math.max(sent.length, ...Object.values(rows)));
    },
    PATIENCE_MS,
  );

  it(
    'sends a genuine number that ends in 000',
    async () => {
      const user = await arrive();
      const others = Array.from({ length: 30 }, (_, index) => {
        const first17 = `320106196001${String(index + 1).padStart(2, '0')}21${index % 10}`;
        return `王${String.fromCharCode(0x4e8c + index)},${first17}${checkCharacter(first17)}\n`;
      });
      const file = user.file('list.csv', `姓名,身份证号\n${others.join('')}方明,110105198001070000\n`);
      const { stdout } = await user.rollcall(['check', file, '--json']);
      expect(JSON.parse(stdout)).toMatchObject({ calls: 31, column_findings: [] });
    },
    PATIENCE_MS,
  );

  it(
    'finds people again whom a batch of earlier rules knows by another form of their names',
    async () => {
      const user = await arrive();
      const list = user.file('list.csv', readFileSync(join(CASES, 'pua.csv'), 'utf8'));
      await user.rollcall(['run', list, '--batch', 'before', '--no-ping']);
      const before = user.simulator.calls().length;
      expect(before).toBe(7);
      const record = join(user.data, 'batches', 'before', 'work', 'batch.json');
      const written = JSON.parse(readFileSync(record, 'utf8')) as { rules: object };
      writeFileSync(record, JSON.stringify({ ...written, rules: { ...written.rules, version: 2 } }));
      const again = ['run', list, '--batch', 'after', '--previous', 'before', '--no-ping'];
      expect((await user.rollcall(again)).status).toBe(0);
      // A person who matched then is that person. One who did not may have been asked about under a wrong name.
      const earlier = user.lines('before', 'outcomes.csv').map((line) => line['verify_status']);
      const sources = user.lines('after', 'outcomes.csv').map((line) => line['verify_source']);
      expect(earlier).toContain('mismatch');
      expect(sources).toEqual(earlier.map((status) => (status === 'match' ? 'carried' : 'api')));
      const since = user.simulator.calls().length;
      expect(since - before).toBe(sources.filter((source) => source === 'api').length);
      const third = ['run', list, '--batch', 'third', '--previous', 'after', '--no-ping'];
      expect((await user.rollcall(third)).status).toBe(0);
      expect(user.simulator.calls()).toHaveLength(since);
    },
    PATIENCE_MS,
  );
});

function statuses(lines: readonly Line[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const line of lines)
    counts[line['verify_status'] ?? ''] = (counts[line['verify_status'] ?? ''] ?? 0) + 1;
  return counts;
}
