// The worked examples of docs/reconciliation.md: what `rollcall reconcile` prints for each verdict is what the page
// shows.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { publish, reportText } from '../../../src/reconcile/index.js';
import { EXAMPLES, reconciliationOf } from '../../support/reconcile-examples.js';

const page = readFileSync(new URL('../../../docs/reconciliation.md', import.meta.url), 'utf8');

test.each(Object.entries(EXAMPLES))('%s', async (verdict, example) => {
  const directory = mkdtempSync(join(tmpdir(), 'rollcall-example-'));
  try {
    const { report } = await publish(directory, await reconciliationOf(example));
    expect(report.verdict).toBe(verdict);
    expect(page).toContain(reportText(report));
  } finally {
    rmSync(directory, { recursive: true });
  }
});
