// docs/answers.md: FaceID's two tables say what the program decides, code by code.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CodeEffect } from '../../src/domain/return-codes.js';
import { ERRORS, RESULTS } from '../../src/provider/faceid/code-table.js';
import { en as ENGLISH } from '../../src/words/en/index.js';

const PAGE = readFileSync(new URL('../../docs/answers.md', import.meta.url), 'utf8');
const FACEID = PAGE.slice(PAGE.indexOf('\n## FaceID\n'), PAGE.indexOf('\n## Attempts and waits\n'));

/** The cells of the table whose head begins with this word. */
function tableOf(head: string): string[][] {
  const lines = FACEID.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
  const first = lines.findIndex(([, cell]) => cell === head);
  const end = lines.findIndex((cells, index) => index > first && cells.length === 1);
  return lines.slice(first + 2, end).map((cells) => cells.slice(1, -1));
}

const LEADS_TO: Readonly<Partial<Record<CodeEffect, string>>> = {
  throttled: 'throttle; uses no attempt',
  expired: 'signed anew and one more call; again: halt',
  account: 'halt',
  failed: 'retry; many in a row: outage',
  final: 'done: `error`; the same for 20 rows in a row: halt',
};

describe('the table of results', () => {
  it.each(RESULTS)('has $code with its words, and the status that its row ends with', (entry) => {
    const [, zh, en, leadsTo = ''] = tableOf('result').find(([code]) => code === entry.code) ?? [];
    expect([zh, en]).toEqual([entry.meaning.zh, entry.meaning.en]);
    expect(leadsTo).toContain(`\`${entry.status}\``);
    expect(leadsTo.startsWith('done: ')).toBe(entry.effect === 'final');
  });

  it('has no other, and says which are billed', () => {
    expect(tableOf('result').map(([code]) => code)).toEqual(RESULTS.map(({ code }) => code));
    const billed = RESULTS.filter((entry) => entry.billed).map(({ code }) => code);
    expect(FACEID).toContain(`of which ${billed.join(' and ')} are billed`);
  });
});

describe('the table of error codes', () => {
  it('has each with its words, what it leads to and what to do, in the order of the program', () => {
    const wanted = ERRORS.map(({ code, family, meaning, effect, remedy }) => [
      family === true ? `\`${code}\`, \`${code}.…\`` : `\`${code}\``,
      meaning.zh,
      meaning.en,
      LEADS_TO[effect] ?? '',
      remedy?.(ENGLISH) ?? '',
    ]);
    expect(tableOf('error code')).toEqual(wanted);
  });

  it('says of every halt what to do', () => {
    const halting = tableOf('error code').filter(([, , , leadsTo]) => leadsTo?.endsWith('halt') === true);
    const silent = halting.filter(([, , , leadsTo, remedy]) => leadsTo === 'halt' && remedy === '');
    expect(silent).toEqual([]);
  });
});
