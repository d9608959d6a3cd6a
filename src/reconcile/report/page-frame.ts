// What every report's page has: its head, the verdict first, sections, lists of notes. It knows no figure. Pure.

import type { Verdict } from '../balance/verdict.js';
import { documentOf } from './document.js';
import { html, type Content, type Markup } from './html.js';
import { PAGE_STYLE } from './page-style.js';
import { VERDICT_NAMES, VERDICT_SENTENCES, type Words } from './words.js';

interface Headed {
  readonly from: string;
  readonly to: string;
  readonly verdict: Verdict;
  readonly open: boolean;
  readonly made_at: string;
}

/** A figure of the page's head: its name in Chinese and English, and what it is. */
export type Sum = readonly [zh: string, en: string, value: string];

export function pageOf(report: Headed, sums: readonly Sum[], content: Content): string {
  const { from, to, verdict } = report;
  const days = from === to ? from : `${from} – ${to}`;
  return documentOf({
    language: 'zh-CN',
    title: `对账 Reconciliation ${days}: ${VERDICT_NAMES[verdict].zh} ${verdict}`,
    style: PAGE_STYLE,
    body: html`
      ${verdictHeader(report, days, sums)}
      <main>${content}</main>
    `,
  });
}

export function section(zh: string, en: string, content: Content): Markup {
  return html`<section>
    <h2>${zh} <span class="soft">${en}</span></h2>
    ${content}
  </section>`;
}

/** The header shows the verdict first. */
function verdictHeader(report: Headed, days: string, sums: readonly Sum[]): Markup {
  const { verdict, open } = report;
  const sentences = VERDICT_SENTENCES[verdict];
  const over = open ? html`<p>所选期间尚未结束。<br />The period is not over.</p>` : '';
  const figures = sums.map(([zh, en, value]) => {
    return html`<div>
      <dt>${zh} ${en}</dt>
      <dd>${value}</dd>
    </div>`;
  });
  return html`<header class="verdict is-${verdict}">
    <h1>${VERDICT_NAMES[verdict].zh} · ${verdict}</h1>
    <p>${sentences.zh}<br />${sentences.en}</p>
    ${over}
    <dl class="sums">${figures}</dl>
    <p class="soft">
      对账报告 Reconciliation <b>${days}</b> · 中国标准时间 China Standard Time · 生成于 made
      ${minuteOf(report.made_at)}
    </p>
  </header>`;
}

/** The instant without its zone, because the page says beside it that times are China's. */
export function minuteOf(instant: string): string {
  return instant.slice(0, 16).replace('T', ' ');
}

export function findingList(findings: readonly Words[]): Content {
  return findings.length === 0 ? '' : noteList(findings);
}

export function noteList(notes: readonly Words[]): Markup {
  return html`<ul>
    ${notes.map(({ zh, en }) => html`<li>${zh}<br /><span class="soft">${en}</span></li>`)}
  </ul>`;
}
