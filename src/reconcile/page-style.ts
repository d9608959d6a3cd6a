// How report.html looks, on a screen and on paper. Nothing is loaded from elsewhere.

export const PAGE_STYLE = `
:root { color-scheme: light; --ink: #1b1f24; --soft: #59636e; --line: #c9d1d9; --good: #1a7f37; --fair: #0969da;
  --late: #9a6700; --bad: #cf222e; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 62rem; padding: 1.5rem; color: var(--ink); background: #fff; line-height: 1.45;
  font: 15px/1.45 system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
h1 { font-size: 1.3rem; margin: 0 0 .2rem; }
h2 { font-size: 1.05rem; margin: 1.8rem 0 .5rem; border-bottom: 1px solid var(--line); padding-bottom: .2rem;
  break-after: avoid; }
p, li { margin: .25rem 0; } ul { margin: .3rem 0; padding-left: 1.2rem; }
small, .soft { color: var(--soft); }
.verdict { border: 2px solid currentColor; border-left-width: .6rem; padding: .6rem 1rem; margin: 1rem 0; }
.verdict strong { font-size: 1.5rem; }
.verdict p { color: var(--ink); }
.is-balanced { color: var(--good); } .is-explained { color: var(--fair); }
.is-unsettled { color: var(--late); } .is-unexplained { color: var(--bad); }
td.is-balanced, td.is-explained, td.is-unsettled, td.is-unexplained { font-weight: 600; white-space: nowrap; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .25rem .5rem; border-bottom: 1px solid var(--line); vertical-align: top; }
th { font-weight: 600; color: var(--soft); font-size: .85em; }
.n { text-align: right; white-space: nowrap; }
tfoot td { font-weight: 600; border-top: 2px solid var(--ink); }
tr { break-inside: avoid; } thead { display: table-header-group; }
svg { width: 100%; height: auto; display: block; }
svg .axis { stroke: var(--soft); stroke-width: 1; fill: none; }
svg text { font-size: 12px; fill: var(--soft); } svg .tick { text-anchor: end; }
.line { fill: none; stroke: #1f3a5f; stroke-width: 1.5; stroke-linejoin: round; } .theirs { fill: #f2b366; background: #f2b366; }
.ours { background: #1f3a5f; } .key.ours { height: .2em; vertical-align: .25em; }
.when { white-space: nowrap; }
svg .balanced { fill: var(--good); } svg .explained { fill: var(--fair); }
svg .unsettled { fill: var(--late); } svg .unexplained { fill: var(--bad); }
.key { display: inline-block; width: .8em; height: .8em; margin: 0 .3em 0 .9em; print-color-adjust: exact; }
@page { size: A4; margin: 14mm; }
@media print { body { padding: 0; max-width: none; font-size: 10.5px; } .scroll { overflow: visible; }
  .verdict, figure, svg, rect { print-color-adjust: exact; -webkit-print-color-adjust: exact; } figure { break-inside: avoid; } }
figure { margin: .5rem 0; }
`;
