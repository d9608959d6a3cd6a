// The report on a terminal in the language of whoever reads it.

import { expect, test } from 'vitest';
import { reportText } from '../../../../src/reconcile/report/report-text.js';
import { wordsIn } from '../../../../src/words/catalogue.js';
import { EXAMPLES, reconciliationOf } from '../../../support/reconcile-examples.js';

test.each(Object.values(EXAMPLES))('a report is in Chinese alone for who reads Chinese', async (example) => {
  const { report } = await reconciliationOf(example);
  const text = reportText({ ...report, changes: null, proof: null }, wordsIn('zh'));
  expect(text).toMatch(/^对账 .*（北京时间）\n {2}结论“/);
  // What is left are names: of codes, batches, options and the currency.
  expect(text.replace(/--[a-z-]+|CNY|appid|\bsession_id\b/g, '')).not.toMatch(
    /\b(?:ours|theirs|verdict|calls|in doubt)\b/,
  );
});
