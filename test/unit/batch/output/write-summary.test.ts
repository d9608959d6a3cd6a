// The page beside the summary, where an hour of the batch was not as usual.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { writeSummary } from '../../../../src/batch/output/write-summary.js';
import { outputPaths } from '../../../../src/batch/paths.js';
import type { BatchRecord } from '../../../../src/batch/record.js';
import { writeWatch } from '../../../../src/batch/watch/watch-file.js';
import { Tally } from '../../../../src/collect/summary.js';
import { Ledger } from '../../../../src/domain/ledger.js';
import type { Anomaly } from '../../../../src/domain/watch.js';
import { scopeOf } from '../../../../src/journal/keys.js';
import { providerOf } from '../../../../src/provider/index.js';

const TEN = Date.parse('2026-11-24T10:00:00+08:00');
const HOUR = TEN / 3_600_000;
const account = { authUrl: 'http://localhost', appid: '1', bucket: 'b' };
const unusual: Anomaly = {
  label: 'sales',
  hour: HOUR,
  measure: 'match',
  rows: 900,
  hits: 450,
  share: 0.5,
  verdict: 'unusual',
  usual: { share: 0.98, least: 0.95, most: 1 },
  cause: 'list',
};

test('an hour of the batch’s label that was not as usual stands on its page, in both languages, as status tells it', async () => {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'rollcall-page-'));
  onTestFinished(() => {
    rmSync(dataDirectory, { recursive: true });
  });
  const others = { ...unusual, label: 'legal', rows: 777 };
  const state = { provider: 'youtu', hour: HOUR, labels: [], anomalies: [unusual, others] };
  await writeWatch(dataDirectory, scopeOf(account), state);
  const about = { batch: 'b', label: 'sales', file: 'list.csv', sha256: '', provider: 'youtu', account };
  const record = { ...about, createdAt: TEN, outDirectory: dataDirectory } as unknown as BatchRecord;
  const counted = {
    counts: new Tally().counts(),
    ledger: new Ledger({ toleranceMs: 0, timeoutMs: 0 }, providerOf('youtu').codes, []),
    changes: undefined,
    unsent: [],
  };
  const end = { state: 'completed', startedAt: TEN, finishedAt: TEN + 600_000 } as const;
  await writeSummary(record, end, counted, { writer: '1', dataDirectory });
  const page = readFileSync(outputPaths(dataDirectory).page, 'utf8');
  expect(page).toContain(
    '2026-11-24 10:00: Matches: 50.0 % of 900 calls; usual are 95.0 % or more. Other labels are as usual: look at the list.',
  );
  expect(page).toContain(
    '2026-11-24 10:00：一致：900 次调用中占 50.0 %；平常不低于 95.0 %。其他标签如常：请检查名单。',
  );
  expect(page).not.toContain('777');
});
