// The steps of a batch at which it is killed, in order. `…:before` and `…:after` are the two sides of a step;
// kill-point.mjs defines what each step is.

import type { KillPoint } from './strike.js';

export interface MatrixPoint extends KillPoint {
  readonly means: string;
}

/** While a batch's record is not on disk there is no batch, so `run` begins anew. */
export const INGEST: readonly MatrixPoint[] = [
  { at: 'list-write:after', means: 'a part of the list copied' },
  { at: 'list-rename:before', means: 'the list copied, before its rename' },
  { at: 'list-rename:after', means: 'the list copied, before the record' },
  { at: 'record-rename:before', means: 'the record written, before its rename' },
];

const OWNER: readonly MatrixPoint[] = [
  { at: 'record-rename:after', means: 'the record of the batch on disk' },
  { at: 'OWN:before', means: 'before the batch is owned' },
  { at: 'OWN:after', means: 'the batch owned' },
  { at: 'state-running-rename:before', means: 'before the state "running"' },
  { at: 'state-running-rename:after', means: 'after the state "running"' },
  { at: 'OPEN:before', means: 'before calls are permitted' },
  { at: 'OPEN:after', means: 'calls permitted' },
  { at: 'slicelog-write:before', means: 'before slices are recorded' },
  { at: 'slicelog-write:after', means: 'slices written, not synced' },
  { at: 'slicelog-sync:after', means: 'slices recorded' },
  { at: 'ADD:before', means: 'before slices are added' },
  { at: 'ADD:half', means: 'half of the slices added' },
  { at: 'ADD:after', means: 'slices added' },
];

const VERIFY: readonly MatrixPoint[] = [
  { at: 'TAKE:before', nth: 3, means: 'before a slice is taken up' },
  { at: 'TAKE:after', nth: 3, means: 'a slice taken up' },
  { at: 'PERMIT:before', nth: 6, means: 'before the journal write' },
  { at: 'PERMIT:after', nth: 12, means: 'after the journal write' },
  { at: 'request:before', nth: 40, means: 'before the request' },
  { at: 'request:after', nth: 40, means: 'the request left' },
  { at: 'answer:before', nth: 40, means: 'the answer received' },
  { at: 'RECORD:before', nth: 12, means: "before the answer's journal write" },
  { at: 'RECORD:after', nth: 12, means: "after the answer's journal write" },
  { at: 'ANNOUNCE:before', nth: 8, means: 'before the slice is announced' },
  { at: 'ANNOUNCE:after', nth: 8, means: 'the slice announced' },
].map((point) => ({ ...point, in: 'verify' }));

const COLLECTOR: readonly MatrixPoint[] = [
  { at: 'XREAD:after', nth: 3, means: 'announcements read' },
  { at: 'segment-write:before', nth: 2, means: 'before the calls are appended' },
  { at: 'segment-write:after', nth: 2, means: 'the calls appended, not synced' },
  { at: 'segment-sync:after', nth: 2, means: 'the calls synced' },
  { at: 'checkpoint-rename:before', nth: 3, means: 'before the checkpoint' },
  { at: 'checkpoint-rename:after', nth: 3, means: 'the checkpoint on disk' },
  { at: 'ACKNOWLEDGE:before', nth: 2, means: 'before Redis forgets' },
  { at: 'ACKNOWLEDGE:after', nth: 2, means: 'Redis has forgotten' },
];

const END: readonly MatrixPoint[] = [
  { at: 'attempts-write:after', means: 'the files begun, behind the calls' },
  { at: 'attempts-rename:before', means: 'before attempts.csv is renamed' },
  { at: 'attempts-rename:after', means: 'attempts.csv complete' },
  { at: 'outcomes-rename:before', means: 'before outcomes.csv is renamed' },
  { at: 'outcomes-rename:after', means: 'outcomes.csv complete' },
  { at: 'ledger-rename:after', means: 'the ledger complete' },
  { at: 'summary-rename:before', means: 'before summary.json is renamed' },
  { at: 'summary-rename:after', means: 'summary.json complete' },
  { at: 'state-completed-rename:before', means: 'before the state "completed"' },
  { at: 'state-completed-rename:after', means: 'the state "completed"' },
  { at: 'REMOVE:before', means: 'before Redis forgets the batch' },
  { at: 'REMOVE:after', means: 'Redis has forgotten the batch' },
];

export const MATRIX: readonly MatrixPoint[] = [...OWNER, ...VERIFY, ...COLLECTOR, ...END];

const FIRST_ASIDE = 'aside-sync:after';
const WAITS = 'LEAVE:after';

/** On the day on which rows meet the provider's limit: at the set-aside of rows, and where the batch becomes `waiting`. */
export const SET_ASIDE: readonly MatrixPoint[] = [
  { at: 'SET_ASIDE:before', in: 'verify', means: 'before rows are set aside in the journal' },
  { at: 'SET_ASIDE:after', in: 'verify', means: 'rows set aside in the journal' },
  {
    at: 'ANNOUNCE:before',
    in: 'verify',
    behind: 'SET_ASIDE:after',
    means: 'before a slice with such rows is announced',
  },
  {
    at: 'ANNOUNCE:after',
    in: 'verify',
    behind: 'SET_ASIDE:after',
    means: 'a slice with such rows announced',
  },
  {
    at: 'segment-sync:after',
    nth: 2,
    behind: 'segment-sync:after',
    means: 'the calls synced, before the set-aside',
  },
  { at: 'aside-write:before', means: 'before rows are set aside on disk' },
  { at: 'aside-write:after', nth: 2, means: 'rows set aside on disk, not synced' },
  { at: 'aside-sync:after', nth: 2, means: 'the set-aside synced' },
  {
    at: 'checkpoint-rename:before',
    behind: FIRST_ASIDE,
    means: 'the set-aside synced, before the checkpoint',
  },
  { at: 'checkpoint-rename:after', behind: FIRST_ASIDE, means: 'the set-aside in the checkpoint' },
  { at: 'ACKNOWLEDGE:before', behind: FIRST_ASIDE, means: 'before Redis forgets rows that are set aside' },
  { at: 'ACKNOWLEDGE:after', behind: FIRST_ASIDE, means: 'Redis has forgotten rows that are set aside' },
  { at: 'LEAVE:before', means: 'before the batch is left waiting' },
  { at: 'LEAVE:after', means: 'the batch left waiting' },
  { at: 'state-waiting-rename:before', means: 'before the state "waiting"' },
  { at: 'state-waiting-rename:after', means: 'the state "waiting"' },
  { at: 'summary-rename:before', behind: WAITS, means: 'waiting, before summary.json is renamed' },
  { at: 'summary-rename:after', behind: WAITS, means: 'waiting, summary.json complete' },
];

/** On the day after, when the rows come again. */
export const COME_AGAIN: readonly MatrixPoint[] = [
  { at: 'OWN:after', means: 'a waiting batch owned again' },
  { at: 'state-running-rename:after', means: 'a waiting batch running again' },
  { at: 'slicelog-write:before', means: 'before rows that come again are recorded in slices' },
  { at: 'slicelog-write:after', means: 'rows that come again in slices, not synced' },
  { at: 'slicelog-sync:after', means: 'rows that come again recorded in slices' },
  { at: 'ADD:after', means: 'their slices added' },
  { at: 'request:after', nth: 20, in: 'verify', means: 'a request about such a row left' },
  { at: 'RECORD:before', nth: 6, in: 'verify', means: 'before the answer about such a row is recorded' },
  { at: 'ACKNOWLEDGE:before', means: 'before Redis forgets rows that came again' },
  { at: 'state-completed-rename:before', means: 'come again, before the state "completed"' },
  { at: 'REMOVE:before', means: 'come again, before Redis forgets the batch' },
];

/** The points of `npm test`, one of each kind. */
export const SHORT: readonly MatrixPoint[] = MATRIX.filter(({ at }) =>
  [
    'ADD:half',
    'request:after',
    'RECORD:before',
    'checkpoint-rename:before',
    'outcomes-rename:before',
  ].includes(at),
);

/** One of each kind over two days, in one batch's life. */
export const SHORT_SET_ASIDE: readonly MatrixPoint[] = SET_ASIDE.filter(
  ({ at, behind }) =>
    (at === 'checkpoint-rename:before' && behind === FIRST_ASIDE) || at === 'state-waiting-rename:before',
);
export const SHORT_COME_AGAIN: readonly MatrixPoint[] = COME_AGAIN.filter(
  ({ at }) => at === 'slicelog-sync:after',
);
