// The style of batch.html, over what it shares with the reconciliation's page: the switch between languages, which needs
// no script, and the colours of states and statuses.

import { NARROW, PAPER, SHARED } from '../../reconcile/report/page-style.js';

const LIGHT = `--match: #1a7f37; --mismatch: #cf222e; --invalid_id: #a04100; --bad_format: #bf8700;
  --lookup_failed: #8250df; --error: #82071e; --unreadable: #6e7781; --in_doubt: #0969da; --not_sent: #afb8c1;`;
const DARK = `--match: #3fb950; --mismatch: #f85149; --invalid_id: #db6d28; --bad_format: #d29922;
  --lookup_failed: #a371f7; --error: #ffa198; --unreadable: #8b949e; --in_doubt: #58a6ff; --not_sent: #484f58;`;

const STATUSES = [
  'match',
  'mismatch',
  'invalid_id',
  'bad_format',
  'lookup_failed',
  'error',
  'unreadable',
  'in_doubt',
  'not_sent',
].map(
  (status) =>
    `.key.is-${status} { background: var(--${status}); } rect.is-${status} { fill: var(--${status}); }`,
);

const OWN = `
:root { ${LIGHT} }
@media screen and (prefers-color-scheme: dark) { :root { ${DARK} } }
.is-completed { color: var(--good); } .is-running, .is-queued { color: var(--fair); }
.is-paused, .is-waiting, .is-cancelled { color: var(--late); } .is-halted { color: var(--bad); }
.languages { border: 0; margin: 0 0 .8rem; padding: 0; display: flex; gap: 1.2rem; justify-content: flex-end; }
.languages legend { float: left; margin-right: 1.2rem; color: var(--soft); padding: 0; }
.languages label { padding: .3rem 0; cursor: pointer; }
main:has(.choose-en:checked) .in-zh, main:has(.choose-zh:checked) .in-en { display: none; }
figure { margin: .5rem 0; break-inside: avoid; }
.statuses { display: block; width: 100%; height: 2.25rem; }
.statuses rect { stroke: var(--paper); stroke-width: 2; vector-effect: non-scaling-stroke; }
.key { display: inline-block; width: .8em; height: .8em; margin-right: .5em; }
${STATUSES.join('\n')}
code { font-family: ui-monospace, "Noto Sans Mono", monospace; font-size: .875em; }
.lines { overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
.about { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .25rem 1rem; margin: .4rem 0; }
.about dt { color: var(--soft); } .about dd { margin: 0; overflow-wrap: anywhere; }
`;

const OWN_PAPER = `
@media print { .languages { display: none; } }
`;

export const BATCH_PAGE_STYLE = SHARED + OWN + NARROW + PAPER + OWN_PAPER;
