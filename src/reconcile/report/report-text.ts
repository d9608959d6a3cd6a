// The report on a terminal: verdict, codes side by side, batches, checks. Pure.

import type { Changes, PublishedReport } from './changes.js';
import { bridgeTable, table } from './text-table.js';
import { totalsOf } from './totals.js';
import { codeWords, FIGURE_NAMES, NOT_OVER, VERDICT_NAMES, VERDICT_SENTENCES } from './words.js';
import type { Verdict } from '../balance/verdict.js';
import { wordsIn } from '../../words/catalogue.js';
import type { Words } from '../../words/words.js';

export function reportText(report: PublishedReport, words: Words = wordsIn('en')): string {
  const { from, to, verdict, open, batches, cost, provider_checks: checks } = report;
  const { language, reports } = words;
  const sentence = VERDICT_SENTENCES[verdict][language];
  const lines = [
    from === to ? reports.title({ day: from }) : reports.titleOfDays({ from, to }),
    `  ${reports.verdict({ verdict: verdictName(verdict, words, open), sentence })}`,
    ...report.findings.map((finding) => `  - ${finding[language]}`),
    '',
    ...codeTable(report, words),
    '',
    ...(batches.length === 0 ? [`  ${reports.noCalls}`] : batchTable(report, words)),
    ...(report.labels.length < 2 ? [] : ['', ...labelTable(report.labels, words)]),
  ];
  if (cost.ours !== null) {
    const { currency, ours, in_doubt: inDoubt, theirs } = cost;
    lines.push('', `  ${reports.costs({ currency, ours, inDoubt: inDoubt ?? '', theirs: theirs ?? '' })}`);
    lines.push(...priceLines(cost, words).map((line) => `  ${line}`));
  }
  if (report.bridge.some(({ line, calls }) => line !== 'ours' && line !== 'theirs' && calls !== 0))
    lines.push('', ...bridgeTable(report.bridge, words));
  for (const { ok, detail, detail_zh: detailZh } of checks)
    if (!ok) lines.push('', `  ${reports.provider({ detail: language === 'zh' ? detailZh : detail })}`);
  if (report.changes !== null) lines.push('', ...changeLines(report.changes, words));
  return `${lines.join('\n')}\n`;
}

/** The code of a verdict is its English name. */
export function verdictName(verdict: Verdict, { language }: Words, open = false): string {
  return VERDICT_NAMES[verdict][language] + (open ? NOT_OVER[language] : '');
}

function codeTable(report: PublishedReport, { language, reports }: Words): string[] {
  const { code, ours, inDoubt, theirs, difference, cost, verdictColumn, meaning, notReported } = reports;
  const totals = totalsOf(report);
  const total = [totals.ours, report.in_doubt.calls, totals.theirs, totals.difference].map(String);
  return table(
    [code, ours, inDoubt, theirs, difference, cost, verdictColumn, meaning],
    [
      ...report.codes
        .filter(occurs)
        .map((balance) => [
          balance.code,
          String(balance.ours),
          String(balance.in_doubt),
          balance.reported ? String(balance.theirs) : '-',
          balance.reported ? String(balance.difference) : '-',
          balance.cost ?? '-',
          balance.reported ? VERDICT_NAMES[balance.verdict][language] : notReported,
          codeWords(report, balance.code)[language],
        ]),
      [reports.total, ...total, report.cost.ours ?? '-', '', ''],
    ],
  );
}

type PriceLines = Pick<
  PublishedReport['cost'],
  'by_price' | 'calls_without_price' | 'calls_at_dated_price' | 'currency'
>;

/** By which prices calls were reckoned, where it was more than one, and what was assumed of prices. */
export function priceLines(cost: PriceLines, { reports }: Words): string[] {
  const { by_price: used, currency, calls_at_dated_price: dated, calls_without_price: unpriced } = cost;
  const lines =
    used.length < 2
      ? []
      : used.map((each) => {
          const about = { calls: each.calls, price: each.price, amount: each.amount, currency };
          return each.package === null
            ? reports.atPrice(about)
            : reports.byPackageAt({ ...about, number: each.package });
        });
  if (dated > 0) lines.push(reports.datedPrice({ calls: dated }));
  if (unpriced > dated) lines.push(reports.withoutPrice({ calls: unpriced - dated }));
  return lines;
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

type Labelled = Pick<
  PublishedReport['labels'][number],
  'label' | 'batches' | 'calls' | 'in_doubt' | 'cost' | 'cost_in_doubt'
>;

export function labelTable(labels: readonly Labelled[], { reports }: Words): string[] {
  const { label: title, batches: many, calls: made, inDoubt: doubt, cost: price, inDoubtAtMost } = reports;
  return table(
    [title, many, made, doubt, price, inDoubtAtMost],
    labels.map(({ label, batches, calls, in_doubt: inDoubt, cost, cost_in_doubt: doubtful }) => [
      label === '' ? '-' : label,
      String(batches),
      String(calls),
      String(inDoubt),
      cost ?? '-',
      doubtful ?? '-',
    ]),
  );
}

export function batchTable({ batches }: Pick<PublishedReport, 'batches'>, { reports }: Words): string[] {
  return table(
    [reports.batch, reports.label, reports.calls, reports.inDoubt, reports.cost, ''],
    batches.map(({ batch, label, calls, in_doubt: inDoubt, cost, finished }) => {
      const note = finished ? '' : reports.stillRuns;
      return [batch, label, String(calls), String(inDoubt), cost ?? '-', note];
    }),
  );
}
