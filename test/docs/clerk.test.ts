// The clerk's page names the statuses as she finds them in her outcomes.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { ERASED, STATUSES } from '../../src/domain/status.js';
import { wordsIn } from '../../src/words/catalogue.js';

const PAGE = readFileSync(fileURLToPath(new URL('../../docs/zh/clerk.md', import.meta.url)), 'utf8');

it('has every status in Chinese, with its code, in their order', () => {
  const rows = [...PAGE.matchAll(/^\| (\S+) +\| `(\w+)` +\|/gm)].map(([, name, code]) => [code, name]);
  const { statuses } = wordsIn('zh');
  expect(rows).toEqual(([...STATUSES, ERASED] as const).map((status) => [status, statuses[status]]));
});

it('quotes what is said as it is said', () => {
  const { findingColumns, rows } = wordsIn('zh');
  expect(findingColumns.noneLikeIt({ what: findingColumns.name })).toBe('没有一列的标题像是姓名');
  expect(rows.numbers.reformatted).toContain('号码被表格软件写成了科学计数');
  for (const quoted of ['没有一列的标题像是姓名', '号码被表格软件写成了科学计数'])
    expect(PAGE).toContain(quoted);
});
