// The style of report.html: for screens, light or dark, wide or narrow, and for paper. It loads nothing from elsewhere.

const LIGHT = `--ink: #1b1f24; --soft: #59636e; --line: #c9d1d9; --paper: #fff; --good: #1a7f37; --fair: #0969da;
  --late: #8a5c00; --bad: #cf222e; --ours: #1f3a5f; --theirs: #d17f1e;`;
const DARK = `--ink: #e6edf3; --soft: #9aa5b1; --line: #3d444d; --paper: #0d1117; --good: #3fb950; --fair: #58a6ff;
  --late: #d29922; --bad: #ff7b72; --ours: #c9def7; --theirs: #b9691a;`;

/** Colours, text and tables of every page. */
export const SHARED = `
:root { color-scheme: light; ${LIGHT} }
@media screen and (prefers-color-scheme: dark) { :root { color-scheme: dark; ${DARK} } }
* { box-sizing: border-box; }
html { font-size: 16px; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0 auto; max-width: 66rem; padding: 1.5rem; color: var(--ink); background: var(--paper);
  font: .9375rem/1.45 system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif;
  overflow-wrap: break-word; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .4rem; }
h2 { font-size: 1.05rem; margin: 1.8rem 0 .5rem; border-bottom: 1px solid var(--line); padding-bottom: .2rem;
  break-after: avoid; }
p, li { margin: .25rem 0; orphans: 2; widows: 2; } ul { margin: .3rem 0; padding-left: 1.2rem; }
li { break-inside: avoid; }
small { font-size: .8125rem; } small, .soft { color: var(--soft); }
.verdict { border: 2px solid currentColor; border-left-width: .6rem; padding: .8rem 1rem .6rem; margin: 0 0 1rem;
  break-inside: avoid; }
.verdict p { color: var(--ink); } .verdict .soft { color: var(--soft); }
.is-balanced { color: var(--good); } .is-explained { color: var(--fair); }
.is-unsettled { color: var(--late); } .is-unexplained { color: var(--bad); }
td.is-balanced, td.is-explained, td.is-unsettled, td.is-unexplained { font-weight: 600; }
.sums { display: flex; flex-wrap: wrap; gap: .2rem 2rem; margin: .6rem 0; color: var(--ink); }
.sums div { break-inside: avoid; } .sums dt { font-size: .8125rem; color: var(--soft); }
.sums dd { margin: 0; font-size: 1.15rem; font-weight: 600; font-variant-numeric: tabular-nums; }
table { border-collapse: collapse; width: 100%; margin: .4rem 0 .8rem; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .25rem .5rem; border-bottom: 1px solid var(--line); vertical-align: top; }
thead th { font-weight: 600; color: var(--soft); font-size: .8125rem; overflow-wrap: normal; }
tbody th { font-weight: 400; } tfoot th, tfoot td { font-weight: 600; border-top: 2px solid var(--ink); }
.n { text-align: right; white-space: nowrap; } .line-of { display: inline-block; white-space: nowrap; margin-right: .6em; }
td.soft, .is-balanced, .is-explained, .is-unsettled, .is-unexplained, .when { white-space: nowrap; }
.verdict { white-space: normal; }
.name { overflow-wrap: anywhere; min-width: 9em; }
tr { break-inside: avoid; } thead { display: table-header-group; } tfoot { display: table-row-group; }
.note { break-before: avoid; } .note td { padding-top: 0; }
tr:has(+ .note) > * { border-bottom-color: transparent; }
`;

const CHART = `
figure { margin: .5rem 0; break-inside: avoid; }
.chart { display: grid; grid-template: 11rem 1.2rem 5.5rem 1.4rem / auto 1fr; column-gap: .5rem; padding-right: 1.2rem;
  font-size: .8125rem; line-height: 1; color: var(--soft); font-variant-numeric: tabular-nums; }
.chart svg { grid-area: 1 / 2 / 4 / 3; width: 100%; height: 100%; display: block; overflow: visible; }
.scale { display: flex; flex-direction: column; justify-content: space-between; align-items: flex-end; }
.scale { grid-area: 1 / 1; } svg ~ .scale { grid-row: 3; } .scale span { margin: -.35em 0; white-space: nowrap; }
.times { grid-area: 4 / 2; position: relative; }
.times span { position: absolute; top: .45rem; transform: translateX(-50%); white-space: nowrap; }
.axis, .line { fill: none; vector-effect: non-scaling-stroke; }
.axis { stroke: var(--soft); stroke-width: 1; }
.line { stroke: var(--ours); stroke-width: 1.5; stroke-linejoin: round; pointer-events: none; }
.touch { fill: transparent; } .column:hover .touch { fill: var(--line); fill-opacity: .5; }
.theirs { fill: var(--theirs); background: var(--theirs); } .ours { background: var(--ours); }
svg .balanced { fill: var(--good); } svg .explained { fill: var(--fair); }
svg .unsettled { fill: var(--late); } svg .unexplained { fill: var(--bad); }
figcaption span { white-space: nowrap; margin-right: .9em; }
.key { display: inline-block; width: .8em; height: .8em; margin: 0 .3em 0 0 !important; }
.key.ours { height: .2em; vertical-align: .25em; }
`;

/** Narrow screens show each row as a card. */
export const NARROW = `
@media screen and (max-width: 60rem) {
  body { padding: 1rem; } h1 { font-size: 1.5rem; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table, tbody, tfoot { display: block; }
  tr { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); padding: .4rem 0;
    border-bottom: 1px solid var(--line); }
  tfoot tr { border-top: 2px solid var(--ink); }
  tfoot th, tfoot td, th, td { border: 0; padding: .15rem .3rem; }
  th, td, .n { text-align: left; } tfoot td { font-size: .875rem; }
  th:empty, td:empty { display: none; }
  .wide { grid-column: 1 / -1; } .text { grid-column: span 2; } th.wide { font-weight: 600; } th.wide small { font-weight: 400; }
  tr:has(+ .note) { border-bottom: 0; padding-bottom: 0; }
  tbody th::before, td::before { content: attr(data-name); display: block; white-space: normal; font-size: .8125rem; font-weight: 400;
    color: var(--soft); }
  tfoot .text { grid-column: 1 / -1; } tfoot .text::before, .note td::before { content: none; }
}
@media screen and (min-width: 36rem) and (max-width: 60rem) {
  tr { grid-template-columns: repeat(6, minmax(0, 1fr)); } .text { grid-column: span 5; }
}
@media screen and (max-width: 36rem) { .times span:nth-child(even) { display: none; } }
`;

export const PAPER = `
@page { size: A4; margin: 14mm; }
@media print {
  html { font-size: 13px; } body { padding: 0; max-width: none; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  h2 { margin-top: 1.3rem; } th, td { padding: .2rem .35rem; } .name { min-width: 7em; }
  .chart { grid-template-rows: 6.5rem .9rem 3.2rem 1.4rem; }
}
`;

export const PAGE_STYLE = SHARED + CHART + NARROW + PAPER;
