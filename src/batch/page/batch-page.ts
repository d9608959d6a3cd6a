// batch.html: the summary as one page for people who did not run the batch, in Chinese and English. It knows the
// summary and the reasons of rows not sent; it has nothing personal, loads nothing and runs nothing.

import { posix } from 'node:path';
import { messageIn } from '../../domain/message-translation.js';
import type { PriceList } from '../../domain/price-list.js';
import { compareCodes } from '../../domain/return-codes.js';
import { STATUSES, type Status } from '../../domain/status.js';
import type { Summary } from '../../collect/summary.js';
import type { UnsentGroup } from '../../collect/unsent-rows.js';
import { providerOf } from '../../provider/index.js';
import { documentOf } from '../../reconcile/report/document.js';
import { html, type Content, type Markup } from '../../reconcile/report/html.js';
import { grouped } from '../../reconcile/report/numbers.js';
import { table, type Heading } from '../../reconcile/report/page-table.js';
import { retold, wordsIn } from '../../words/catalogue.js';
import { LANGUAGES, type Language } from '../../words/language.js';
import type { Words } from '../../words/words.js';
import type { BatchState } from '../record.js';
import { SAMPLE_REASON } from '../sample.js';
import type { AnomalyShown } from '../watch/batch-anomalies.js';
import { BATCH_PAGE_STYLE } from './batch-page-style.js';
import { statusBar } from './status-bar.js';
import { unusualHours } from './unusual-hours.js';
import { shareOf, timeTaken } from './figures.js';

export interface PageInput {
  readonly summary: Summary;
  readonly unsent: readonly UnsentGroup[];
  /** The prices that held when calls were made. */
  readonly priceLists: readonly PriceList[];
  /** Hours in which what came back was not as usual. */
  readonly anomalies: readonly AnomalyShown[];
  /** As `chinaIso` writes it. */
  readonly madeAt: string;
  /** In which the outcomes are written; the page opens in it. */
  readonly language: Language;
}

interface Shown extends Omit<PageInput, 'language'> {
  /** In which the outcomes are written. */
  readonly written: Language;
  readonly words: PageWords;
  readonly language: Language;
}

type PageWords = Words['page'];

/** How HTML names the languages, and how they call themselves. */
const NAMES: Readonly<Record<Language, { readonly tag: string; readonly own: string }>> = {
  zh: { tag: 'zh-CN', own: '中文' },
  en: { tag: 'en', own: 'English' },
};

export function batchPage({ language: first, ...input }: PageInput): string {
  const { summary } = input;
  const words = wordsIn(first).page;
  const title = [words.page, summary.label, summary.batch].filter((part) => part !== '').join(' · ');
  return documentOf({
    language: NAMES[first].tag,
    title: `${title}: ${stateIn(words, summary.state)}`,
    style: BATCH_PAGE_STYLE,
    body: html`
      <main>
        <fieldset class="languages">
          <legend>语言 <span lang="en">Language</span></legend>
          ${LANGUAGES.map((language) => choice(language, language === first))}
        </fieldset>
        ${LANGUAGES.map((language) => inLanguage({ ...input, written: first, language, words: wordsIn(language).page }))}
      </main>
    `,
  });
}

function choice(language: Language, isChosen: boolean): Markup {
  const { tag, own } = NAMES[language];
  const checked = isChosen ? html` checked` : '';
  return html`<label lang="${tag}"
    ><input
      type="radio"
      name="language"
      value="${language}"
      class="choose-${language}"
      ${checked}
    />${own}</label
  >`;
}

function inLanguage(shown: Shown): Markup {
  const { summary, words, unsent, language } = shown;
  return html`<div lang="${NAMES[language].tag}" class="in-${language}">
    ${heading(shown)} ${section(words.byStatus, statuses(shown))}
    ${unsent.length === 0 ? '' : section(words.unsent, unsentTable(shown))}
    ${section(words.callsAndCost, calls(shown))} ${section(words.sources, sources(shown))}
    ${summary.changes === undefined ? '' : section(words.changes, changes(words, summary.changes))}
    ${section(words.about, about(shown))}
  </div>`;
}

function section(title: string, content: Content): Markup {
  return html`<section>
    <h2>${title}</h2>
    ${content}
  </section>`;
}

function stateIn(words: PageWords, state: string): string {
  return words.states[state as BatchState] ?? state;
}

/** How it ended first, then the figures that are asked for most. */
function heading({ summary, words, language }: Shown): Markup {
  const { state, reason, rows, calls: made, cost } = summary;
  const named: [string, string][] = [
    [words.rows, grouped(rows)],
    [words.calls, grouped(made)],
  ];
  if (cost !== null) named.push([words.cost, `${grouped(cost.amount)} ${cost.currency}`]);
  const taken = timeTaken(summary, words);
  if (taken !== undefined) named.push([words.time, taken]);
  return html`<header class="verdict is-${state}">
    <h1>${stateIn(words, state)}</h1>
    <p>${[summary.label, fileName(summary.file)].filter((part) => part !== '').join(' · ')}</p>
    ${reason === undefined || reason === SAMPLE_REASON ? '' : html`<p>${retold(reason, wordsIn(language))}</p>`}
    <dl class="sums">
      ${named.map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>
  </header>`;
}

/** Where the list lay is nobody's business. */
function fileName(file: string): string {
  return file === '-' ? '' : posix.basename(file.replaceAll('\\', '/'));
}

function statuses({ summary, words, language }: Shown): Content {
  const { rows, by_status: byStatus } = summary;
  const present = STATUSES.map((status) => ({ status, rows: byStatus[status] ?? 0 })).filter(
    ({ rows: some }) => some > 0,
  );
  const headings: Heading[] = [
    { text: words.meaning, kind: 'wide' },
    { text: words.status },
    { text: words.rows, kind: 'n' },
    { text: words.share, kind: 'n' },
  ];
  const lines = present.map(({ status, rows: some }) => [
    html`<span class="key is-${status}"></span>${words.statuses[status]}`,
    html`<code>${status}</code>`,
    grouped(some),
    shareOf(some, rows),
  ]);
  return [
    statusBar(present, words, wordsIn(language).commandLine.separator),
    table(headings, lines, [words.total, '', grouped(rows), '']),
  ];
}

function unsentTable({ unsent, words, language, written, summary }: Shown): Content {
  const headings: Heading[] = [
    { text: words.reason, kind: 'wide' },
    { text: words.status },
    { text: words.rows, kind: 'n' },
    { text: words.lines, kind: 'wide lines' },
  ];
  const { codes } = providerOf(summary.provider);
  const lines = unsent.map(({ status, message, rows, first }) => {
    const named = first.map(({ line }) => line).join(', ');
    return [
      messageIn(language, { message, code: undefined }, { codes, language: written }),
      html`<code>${status}</code>`,
      grouped(rows),
      rows > first.length ? words.more({ lines: named, count: grouped(rows) }) : named,
    ];
  });
  return [html`<p class="soft">${words.unsentNote}</p>`, table(headings, lines)];
}

function calls({ summary, words, language, priceLists, anomalies }: Shown): Content {
  const { by_code: byCode, in_doubt: inDoubt, refused, retries, calls: made, cost } = summary;
  const { codes } = providerOf(summary.provider);
  const [prices, ...changed] = priceLists;
  // Where the price has changed meanwhile, no code has one.
  const priced = changed.length === 0 ? prices : undefined;
  const headings: Heading[] = [
    { text: words.meaning, kind: 'wide' },
    { text: words.code },
    { text: words.calls, kind: 'n' },
    ...(priced === undefined ? [] : [{ text: words.pricePerCall, kind: 'n' } as const]),
  ];
  const answered = Object.entries(byCode)
    .sort(([one], [other]) => compareCodes(one, other))
    .map(([code, count]) => [
      codes.meaningOf(code)?.[language] ?? words.documented,
      html`<code>${code}</code>`,
      grouped(count),
      ...(priced === undefined ? [] : [priced.prices[code] ?? '0']),
    ]);
  const unanswered = [[words.inDoubt, inDoubt] as const, [words.refused, refused] as const].flatMap(
    ([what, count]) => (count === 0 ? [] : [[what, '', grouped(count)]]),
  );
  return [
    made + refused === 0 ? '' : table(headings, [...answered, ...unanswered]),
    retries === 0 ? '' : html`<p>${words.retries({ count: grouped(retries) })}</p>`,
    cost === null ? html`<p>${words.noPrice}</p>` : costLines(cost, inDoubt, words),
    unusualHours(anomalies, language),
    summary.gap_rows === undefined ? '' : html`<p>${words.gaps({ count: grouped(summary.gap_rows) })}</p>`,
    summary.rows_in_question === undefined
      ? ''
      : html`<p>${words.inQuestion({ rows: summary.rows_in_question.slice(0, MOST_NAMED).join(', ') })}</p>`,
  ];
}

const MOST_NAMED = 20;

function costLines(
  { amount, currency, in_doubt: atMost }: NonNullable<Summary['cost']>,
  inDoubt: number,
  words: PageWords,
): Markup {
  return html`<p>
    ${words.cost}: <b>${grouped(amount)} ${currency}</b>
    ${inDoubt === 0 ? '' : html`<br />${words.atMost({ amount: grouped(atMost), currency })}`}
  </p>`;
}

function sources({ summary, words }: Shown): Markup {
  const { rows, duplicates, local, carried, by_status: byStatus } = summary;
  const idle: Status[] = ['unreadable', 'not_sent'];
  const others = idle.reduce((sum, status) => sum + (byStatus[status] ?? 0), 0);
  const lines = [
    [words.called, Math.max(0, rows - duplicates - local - carried - others)] as const,
    [words.duplicates, duplicates] as const,
    [words.local, local] as const,
    [words.carried, carried] as const,
    ...idle.map((status) => [words.statuses[status], byStatus[status] ?? 0] as const),
  ].filter(([, count]) => count > 0);
  return counts(lines);
}

function changes(
  words: PageWords,
  { previous, changed, new: newcomers, gone }: NonNullable<Summary['changes']>,
): Content {
  return [
    html`<p>${words.earlierBatch}: <span class="name">${previous}</span></p>`,
    counts([
      [words.changed, changed],
      [words.newcomers, newcomers],
      [words.gone, gone],
    ]),
  ];
}

function counts(lines: readonly (readonly [string, number])[]): Markup {
  return table(
    [
      { text: '', kind: 'wide' },
      { text: '', kind: 'n' },
    ],
    lines.map(([what, count]) => [what, grouped(count)]),
  );
}

function about({ summary, words, madeAt }: Shown): Content {
  const { batch, label, file, provider, sha256, started_at: started, finished_at: finished, until } = summary;
  const lines: [string, string][] = [
    [words.batch, batch],
    [words.label, label],
    [words.file, fileName(file)],
    [words.provider, providerOf(provider).title],
    [words.started, minuteOf(started)],
    [words.finished, finished === null ? '' : minuteOf(finished)],
    [words.continues, until === undefined ? '' : minuteOf(until)],
    [words.made, minuteOf(madeAt)],
    [words.sha256, sha256],
  ];
  return [
    html`<dl class="about">
      ${lines.map(([name, value]) =>
        value === ''
          ? ''
          : html`<dt>${name}</dt>
              <dd>${value}</dd>`,
      )}
    </dl>`,
    html`<p class="soft">${words.zone}</p>`,
  ];
}

/** Without its zone, because the page says that times are China's. */
function minuteOf(instant: string): string {
  return instant.slice(0, 16).replace('T', ' ');
}
