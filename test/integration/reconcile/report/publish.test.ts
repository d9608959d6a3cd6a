// The files of a report: one page without anything loaded from elsewhere, a table for spreadsheets, and the earlier
// reports of the same days beside them.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Attempt } from '../../../../src/domain/attempt.js';
import { dayStart } from '../../../../src/domain/days.js';
import { publish, reconcile, type Published, type RecordedBatch } from '../../../../src/reconcile/index.js';
import { youtuCodes } from '../../../../src/provider/youtu/codes.js';

const DAY = '2026-11-20';
const LABEL = '=cmd "<b>东区</b>"';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'rollcall-publish-'));
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

/** One batch: row 1 lost its first answer, rows 1 and 2 match, row 3 is answered 107. */
async function* attempts(): AsyncGenerator<Attempt> {
  const startedAt = dayStart(DAY) + 100.5 * 300_000;
  const call = {
    startedAt,
    finishedAt: startedAt + 90,
    httpStatus: 200,
    sessionId: '',
    message: '',
    probe: false,
  };
  yield { ...call, row: 1, attempt: 1, result: 'in_doubt', code: undefined };
  yield { ...call, row: 1, attempt: 2, result: 'answered', code: '0' };
  yield { ...call, row: 2, attempt: 1, result: 'answered', code: '0' };
  yield { ...call, row: 3, attempt: 1, result: 'answered', code: '107' };
}

const batch: RecordedBatch = { batch: 'b-1', label: LABEL, finished: true, attempts };

async function published(theirs: number, madeAt: string): Promise<Published> {
  const counts = new Map([['0', theirs]]);
  const now = () => Date.parse(madeAt);
  const reconciliation = await reconcile({
    range: { from: DAY, to: DAY },
    batches: () => [batch],
    stat: async () => ({ summary: counts, list: [{ date: `${DAY} 08:20:00`, counts }] }),
    codes: youtuCodes,
    tariff: { price: '0.35', currency: 'CNY', billableCodes: ['0'] },
    rules: { toleranceMs: 5000, timeoutMs: 10_000 },
    settling: { settleMs: 0, everyMs: 0, now, sleep: async () => {} },
    baseline: [],
    exclude: [],
    searchCalls: 100,
    now,
  });
  return publish(directory, reconciliation);
}

function text(name: string): string {
  return readFileSync(join(directory, name), 'utf8');
}

test('the page stands alone, says the verdict first and can be run by nobody', async () => {
  await published(3, '2026-11-21T08:00:00+08:00');
  const page = text('report.html');
  expect(page).not.toMatch(/<script|<link|@import|url\(|https?:|\ssrc=/);
  expect(page.indexOf('可解释 · explained')).toBeLessThan(page.indexOf('<table'));
  expect(page).toContain('&lt;b&gt;东区&lt;/b&gt;');
  expect(page).toContain('身份证号码与姓名不匹配');
  expect(page).toContain('b-1 row 1 attempt 1');
  expect(page.match(/<svg/g)).toHaveLength(1);
});

test('the table for spreadsheets quotes, and runs no formula', async () => {
  await published(3, '2026-11-21T08:00:00+08:00');
  const lines = text('report.csv').split('\r\n');
  expect(lines[0]).toMatch(/^\uFEFFlevel,date,batch,label,code,/);
  expect(lines).toContain(
    `total,${DAY}/${DAY},,,0,一致,number and name match,2,1,3,1,0,0,explained,0.70,CNY,`,
  );
  expect(lines).toContain(
    `bucket,${DAY} 08:20:00,,,0,一致,number and name match,2,1,3,1,0,0,explained,0.70,CNY,`,
  );
  expect(lines).toContain(
    `batch,,b-1,"'=cmd ""<b>东区</b>""",0,一致,number and name match,2,,,,,,,0.70,CNY,`,
  );
  // A label has its own lines, and all codes together one in which a call in doubt stands once.
  expect(lines).toContain(`label,,,"'=cmd ""<b>东区</b>""",0,一致,number and name match,2,,,,,,,0.70,CNY,`);
  expect(lines).toContain(`label_total,,,"'=cmd ""<b>东区</b>""",,,,3,1,,,,,,0.70,CNY,`);
  expect(lines).toContain(`all,${DAY}/${DAY},,,,,,2,1,3,1,0,0,explained,0.70,CNY,false`);
  expect(lines).toContain(`bridge,${DAY}/${DAY},,,,服务方,theirs,3,,,,,,,1.05,CNY,`);
  expect(lines.find((line) => line.startsWith('total') && line.includes(',107,'))).toContain('not reported');
});

test('a bucket that differs names the calls that could explain it', async () => {
  const { report } = await published(3, '2026-11-21T08:00:00+08:00');
  expect(report.buckets).toMatchObject([
    {
      date: `${DAY} 08:20:00`,
      candidates: { in_doubt: 1 },
      calls: [{ batch: 'b-1', row: 1, attempt: 1, code: '0' }],
    },
  ]);
});

test('an earlier report is kept, and the new one says what changed', async () => {
  const first = await published(1, '2026-11-21T08:00:00+08:00');
  expect(first.report.changes).toBeNull();
  const earlier = text('report.json');
  const { report } = await published(2, '2026-11-21T20:00:00+08:00');
  expect(report.changes).toEqual({
    earlier_made_at: '2026-11-21T08:00:00.000+08:00',
    earlier_verdict: 'unsettled',
    figures: [{ code: '0', figure: 'theirs', before: 1, now: 2 }],
  });
  await published(2, '2026-11-22T08:00:00+08:00');
  const kept = join(directory, 'earlier');
  expect(readdirSync(kept).toSorted()).toEqual(['2026-11-21T080000.000+0800', '2026-11-21T200000.000+0800']);
  expect(readFileSync(join(kept, '2026-11-21T080000.000+0800', 'report.json'), 'utf8')).toBe(earlier);
  expect(readdirSync(join(kept, '2026-11-21T080000.000+0800'))).toHaveLength(3);
});
