// The report on a terminal: verdict, codes side by side, batches, checks. Pure.

import type { Changes } from './changes.js';
import type { PublishedReport } from './publish.js';
import { codeWords, FIGURE_NAMES, VERDICT_NAMES, VERDICT_SENTENCES } from './words.js';
import type { Verdict } from '../balance/verdict.js';
import { wordsIn } from '../../words/catalogue.js';
import type { Words } from '../../words/words.js';

export function reportText(report: PublishedReport, words: Words = wordsIn('en')): string {
  const { from, to, verdict, batches, cost, provider_checks: checks } = report;
  const { language, reports } = words;
  const sentence = VERDICT_SENTENCES[verdict][language];
  const lines = [
    from === to ? reports.title({ day: from }) : reports.titleOfDays({ from, to }),
    `  ${reports.verdict({ verdict: verdictName(verdict, words), sentence })}`,
    ...report.findings.map((finding) => `  - ${finding[language]}`),
    '',
    ...codeTable(report, words),
    '',
    ...(batches.length === 0 ? [`  ${reports.noCalls}`] : batchTable(report, words)),
  ];
  if (cost.ours !== null) {
    const { currency, ours, in_doubt: inDoubt, theirs } = cost;
    lines.push('', `  ${reports.costs({ currency, ours, inDoubt: inDoubt ?? '', theirs: theirs ?? '' })}`);
  }
  for (const { ok, detail, detail_zh: detailZh } of checks)
    if (!ok) lines.push('', `  ${reports.provider({ detail: language === 'zh' ? detailZh : detail })}`);
  if (report.changes !== null) lines.push('', ...changeLines(report.changes, words));
  return `${lines.join('\n')}\n`;
}

/** The code of a verdict is its English name. */
function verdictName(verdict: Verdict, { language }: Words): string {
  return VERDICT_NAMES[verdict][language];
}

function codeTable(report: PublishedReport, { language, reports }: Words): string[] {
  const { code, ours, inDoubt, theirs, difference, verdictColumn, meaning, notReported } = reports;
  return table(
    [code, ours, inDoubt, theirs, difference, verdictColumn, meaning],
    report.codes
      .filter(occurs)
      .map((balance) => [
        balance.code,
        String(balance.ours),
        String(balance.in_doubt),
        balance.reported ? String(balance.theirs) : '-',
        balance.reported ? String(balance.difference) : '-',
        balance.reported ? VERDICT_NAMES[balance.verdict][language] : notReported,
        codeWords(report, balance.code)[language],
      ]),
  );
}

function occurs({ ours, in_doubt: inDoubt, theirs }: PublishedReport['codes'][number]): boolean {
  return ours + inDoubt + theirs > 0;
}

function changeLines(changes: Changes, words: Words): string[] {
  const { language, reports } = words;
  const { earlier_made_at: at, earlier_verdict: verdict, figures } = changes;
  const changed = figures.map(({ code, figure, before, now }) => {
    return `  ${reports.changed({ code, figure: FIGURE_NAMES[figure][language], before, now })}`;
  });
  const since = reports.since({ at, verdict: verdictName(verdict, words) });
  return [`  ${since}`, ...(changed.length === 0 ? [`  ${reports.unchanged}`] : changed)];
}

function batchTable({ batches }: PublishedReport, { reports }: Words): string[] {
  return table(
    [reports.batch, reports.label, reports.calls, reports.inDoubt, reports.cost, ''],
    batches.map(({ batch, label, calls, in_doubt: inDoubt, cost, finished }) => {
      const note = finished ? '' : reports.stillRuns;
      return [batch, label, String(calls), String(inDoubt), cost ?? '-', note];
    }),
  );
}

const NUMBER = /^-?[\d.]*$/;

/** Each column is as wide as its widest cell; numbers are aligned right. */
function table(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = header.map((title, at) =>
    Math.max(...[title, ...rows.map((row) => row[at] ?? '')].map(widthOf)),
  );
  return [header, ...rows].map((row) => {
    const cells = row.map((cell, at) => {
      const padding = ' '.repeat((widths[at] ?? 0) - widthOf(cell));
      const numeric = rows.every((other) => NUMBER.test(other[at] ?? ''));
      return numeric ? padding + cell : cell + padding;
    });
    return `  ${cells.join('  ')}`.trimEnd();
  });
}

const WIDE = /[\u2E80-\u9FFF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60\u{20000}-\u{3FFFF}]/u;

/** The width on a terminal, where a Chinese character takes two places. */
function widthOf(text: string): number {
  return Array.from(text).reduce((width, character) => width + (WIDE.test(character) ? 2 : 1), 0);
}
