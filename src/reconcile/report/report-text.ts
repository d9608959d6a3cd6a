// The report on a terminal: verdict, codes side by side, batches, checks. Pure.

import type { Changes } from './changes.js';
import type { PublishedReport } from './publish.js';
import { codeWords, VERDICT_SENTENCES } from './words.js';

export function reportText(report: PublishedReport): string {
  const { from, to, verdict, codes, batches, cost, provider_checks: checks } = report;
  const lines = [
    `Reconciliation ${from === to ? from : `${from} to ${to}`} (China Standard Time)`,
    `  ${verdict}: ${VERDICT_SENTENCES[verdict].en}`,
    ...report.findings.map(({ en }) => `  - ${en}`),
    '',
    ...table(
      ['code', 'ours', 'in doubt', 'theirs', 'difference', 'verdict', 'meaning'],
      codes
        .filter(occurs)
        .map((balance) => [
          balance.code,
          String(balance.ours),
          String(balance.in_doubt),
          balance.reported ? String(balance.theirs) : '-',
          balance.reported ? String(balance.difference) : '-',
          balance.reported ? balance.verdict : 'not reported',
          codeWords(report, balance.code).en,
        ]),
    ),
    '',
    ...(batches.length === 0 ? ['  no calls of ours on these days'] : batchTable(report)),
  ];
  if (cost.ours !== null) {
    lines.push(
      '',
      `  cost in ${cost.currency}: ours ${cost.ours}, in doubt ${cost.in_doubt ?? ''}, theirs ${cost.theirs ?? ''}`,
    );
  }
  for (const { ok, detail } of checks) if (!ok) lines.push('', `  provider: ${detail}`);
  if (report.changes !== null) lines.push('', ...changeLines(report.changes));
  return `${lines.join('\n')}\n`;
}

function occurs({ ours, in_doubt: inDoubt, theirs }: PublishedReport['codes'][number]): boolean {
  return ours + inDoubt + theirs > 0;
}

function changeLines({ earlier_made_at: madeAt, earlier_verdict: verdict, figures }: Changes): string[] {
  const changed = figures.map(({ code, figure, before, now }) => {
    return `  code ${code}, ${figure.replace('_', ' ')}: ${before} -> ${now}`;
  });
  const unchanged = ['  no figure changed'];
  return [`  since the report of ${madeAt} (${verdict}):`, ...(changed.length === 0 ? unchanged : changed)];
}

function batchTable({ batches }: PublishedReport): string[] {
  return table(
    ['batch', 'label', 'calls', 'in doubt', 'cost', ''],
    batches.map(({ batch, label, calls, in_doubt: inDoubt, cost, finished }) => {
      return [batch, label, String(calls), String(inDoubt), cost ?? '-', finished ? '' : 'still runs'];
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
