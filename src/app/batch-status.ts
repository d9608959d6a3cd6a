// Tells how a batch is, for people and for scripts, by what its owner last said through Redis or has written to disk.
// It knows no terminal.

import { readSummary } from '../batch/exit-status.js';
import { batchPaths } from '../batch/paths.js';
import { progressSchema, secondsLeft, type Progress } from '../batch/run/progress.js';
import { isKeptPaused } from '../batch/desired-on-disk.js';
import { readErased } from '../batch/erasure/erased-rows.js';
import { readPurged } from '../batch/retention/purge.js';
import { hasEnded, type BatchRecord, type BatchState, type StateRecord } from '../batch/record.js';
import type { KnownBatch } from '../batch/recorded-batches.js';
import { chinaIso } from '../domain/china-time.js';
import type { CallCost } from '../domain/cost.js';
import { DamagedFile } from '../files/damaged-file.js';
import { scopeOf } from '../journal/keys.js';
import { hasCallers } from '../queue/callers.js';
import { whatHindersCalls, withinPatience } from '../journal/readiness.js';
import { anomaliesOf, type AnomalyShown } from '../batch/watch/batch-anomalies.js';
import { approvalStatus, type ApprovalStatus } from './approval-status.js';
import type { BatchAccess } from './batch-access.js';
import { makersIn, type MakerShown } from './maker-shown.js';
import { wordsIn } from '../words/catalogue.js';

export interface BatchStatus extends MakerShown {
  readonly batch: string;
  /** The data directory that was looked at. */
  readonly data_dir: string;
  readonly label: string;
  /** The list's path as it was given. */
  readonly file: string;
  /** When the batch was made. */
  readonly created_at: string;
  /** Where its outcomes and the other files are. */
  readonly directory: string;
  /** The provider whose service is called. */
  readonly provider: string;
  readonly state: BatchState;
  readonly stalled: boolean;
  readonly reason?: string | undefined;
  /** How many rows are verified before all others; absent where the batch has no such sample. */
  readonly sample_rows?: number | undefined;
  /** Of a batch that awaits an approval, or has one. */
  readonly approval?: ApprovalStatus | undefined;
  /** When a batch that waits for the next day goes on. */
  readonly until?: string | undefined;
  /** When the batch's personal files were erased. */
  readonly purged_at?: string | undefined;
  /** How many of its rows were erased since it ended, which `by_status` still counts as they ended; absent: none. */
  readonly erased?: number | undefined;
  readonly rows: number;
  /** How many rows there are is an estimate, as nobody has read the list to its end yet. */
  readonly rows_estimated?: true | undefined;
  readonly done: number;
  readonly by_status: Readonly<Record<string, number>>;
  readonly calls: number;
  /** What its calls cost, as of its last summary; absent or null where they have no price on record. */
  readonly cost?: CallCost | null | undefined;
  /** How many rows may have been called without a recorded line; gaps.csv names them. */
  readonly gap_rows?: number | undefined;
  /** Rows whose outcome may be another person's. */
  readonly rows_in_question?: readonly number[] | undefined;
  readonly rows_per_second?: number | undefined;
  readonly seconds_left?: number | undefined;
  /** What holds up the batch's calls for more than a moment: `silence`, `outage` or `rate`. */
  readonly waiting?: { readonly reason: string; readonly until: string } | undefined;
  /** No live verify worker has the settings of the batch's provider and account: its rows wait for one. */
  readonly no_verify_worker?: true | undefined;
  /** What came back in an hour of the batch and is not usual for its label; absent: nothing is known. */
  readonly anomalies?: readonly AnomalyShown[] | undefined;
  /**
   * Why Redis can't be used; `from_disk`: it can't even be asked, so that all else is what was last written to disk.
   */
  readonly redis?: { readonly reason: string; readonly from_disk?: true } | undefined;
}

export interface Look {
  readonly dataDir: string;
  readonly statuses: readonly BatchStatus[];
  /** What the user should know of Redis, in words. */
  readonly about: string;
}

export interface Asked {
  readonly batches: readonly KnownBatch[];
  readonly dataDir: string;
  /** Told of a batch that can't be read. Without it, a damaged batch leaves the question without an answer. */
  readonly onDamaged: ((error: DamagedFile) => void) | undefined;
}

/** Does not wait for a Redis that refuses or is away: the work waits for it, and a question about the state needn't. */
export async function lookAt(asked: Asked, access: BatchAccess): Promise<Look> {
  const { batches, dataDir } = asked;
  const open = batches.filter(({ state }) => !hasEnded(state));
  const scopes = new Set(open.map(({ record }) => scopeOf(record.account)));
  const hindrance = await whatHindersCalls(access.redis, scopes);
  const answer = each(asked, (known) => statusOf(known, access, dataDir));
  if (hindrance === undefined) return { dataDir, statuses: await answer, about: '' };
  const { kind, words } = hindrance;
  const found = await withinPatience(answer);
  const statuses = found ?? (await each(asked, (known) => lastKnown(known, dataDir, false)));
  const redis = { reason: kind, ...(found === undefined ? { from_disk: true as const } : {}) };
  const said = wordsIn('en').redisTroubles;
  return {
    dataDir,
    // Whoever has a batch in hand can't say so meanwhile.
    statuses: statuses.map((status) => (hasEnded(status) ? status : { ...status, stalled: false, redis })),
    about:
      found === undefined ? said.untilOverFromDisk({ trouble: words }) : said.untilOver({ trouble: words }),
  };
}

/** The status where no process can have a batch in hand, so that the disk knows all. */
export async function lookAtRest(asked: Asked): Promise<Look> {
  const { dataDir } = asked;
  return {
    dataDir,
    statuses: await each(asked, (known) => lastKnown(known, dataDir, true)),
    about: '',
  };
}

/** The status where Redis can't be reached at all. */
export async function lookAtDisk(asked: Asked): Promise<Look> {
  const { dataDir } = asked;
  const redis = { reason: 'unreachable', from_disk: true as const };
  const statuses = await each(asked, (known) => lastKnown(known, dataDir, false));
  return {
    dataDir,
    statuses: statuses.map((status) => (hasEnded(status) ? status : { ...status, redis })),
    about: wordsIn('en').redisTroubles.fromDisk,
  };
}

async function each(
  { batches, dataDir, onDamaged }: Asked,
  read: (known: KnownBatch) => Promise<Omit<BatchStatus, keyof MakerShown>>,
): Promise<BatchStatus[]> {
  const makerOf = makersIn(dataDir);
  const statusOfOne = async (known: KnownBatch): Promise<BatchStatus> => ({
    ...(await read(known)),
    ...(await makerOf(known.record)),
  });
  const statuses = await Promise.all(
    batches.map((known) =>
      statusOfOne(known).catch((error: unknown) => {
        if (onDamaged === undefined || !(error instanceof DamagedFile)) throw error;
        onDamaged(error);
        return undefined;
      }),
    ),
  );
  return statuses.filter((status) => status !== undefined);
}

async function statusOf(
  { record, state }: KnownBatch,
  access: BatchAccess,
  dataDir: string,
): Promise<Omit<BatchStatus, keyof MakerShown>> {
  const { batch } = record;
  const ended = hasEnded(state);
  const held = !ended && (await access.queue.isHeld(batch));
  const desired = ended ? undefined : await access.controlOf(record).desiredState();
  const left = state.state === 'queued' || state.state === 'waiting';
  const isPaused = desired === 'paused' && (left || (state.state === 'running' && !held));
  const shown = isPaused ? 'paused' : state.state;
  const head = isPaused ? pausedFrom(state) : state;
  const runs = shown === 'running' && held;
  const called = !runs || (await hasCallers(access.redis.redis, scopeOf(record.account))) !== false;
  const progress = ended ? undefined : progressSchema.safeParse(await access.queue.progressOf(batch));
  return {
    ...(await headOf({ record, state: head }, dataDir)),
    state: shown,
    stalled: shown === 'running' && !held,
    ...(called ? {} : { no_verify_worker: true as const }),
    ...(await figuresOf(
      record,
      state,
      state.state === 'running',
      progress?.success ? progress.data : undefined,
    )),
  };
}

/**
 * What the batch's owner has written to disk, as nobody knows more while Redis can't be asked.
 *
 * @param atRest whether nobody can have the batch in hand
 */
async function lastKnown(
  { record, state }: KnownBatch,
  dataDir: string,
  atRest: boolean,
): Promise<Omit<BatchStatus, keyof MakerShown>> {
  const paused = await isKeptPaused(batchPaths(dataDir, record.batch), state.state);
  const shown = paused ? 'paused' : state.state;
  return {
    ...(await headOf({ record, state: paused ? pausedFrom(state) : state }, dataDir)),
    state: shown,
    stalled: atRest && shown === 'running',
    ...(await figuresOf(record, state, false)),
  };
}

async function headOf({ record, state }: KnownBatch, dataDir: string) {
  const { batch, label, file, provider, sample, createdAt, outDirectory: directory } = record;
  const created_at = chinaIso(createdAt);
  const paths = batchPaths(dataDir, batch);
  const purgedAt = hasEnded(state) ? await readPurged(paths) : undefined;
  const isKept = hasEnded(state) && purgedAt === undefined;
  const erased = isKept ? (await readErased(paths)).rows : 0;
  return {
    batch,
    data_dir: dataDir,
    label,
    file,
    created_at,
    directory,
    provider,
    reason: state.reason,
    sample_rows: sample?.rows,
    approval: await approvalStatus(record, state, batchPaths(dataDir, batch), dataDir),
    until: untilOf(state),
    purged_at: purgedAt,
    erased: erased === 0 ? undefined : erased,
    anomalies: await anomaliesOf(record, state, dataDir),
  };
}

/** The reason of one that waits says that it goes on by itself, which a paused one does not. */
function pausedFrom(state: StateRecord): StateRecord {
  return { ...state, state: 'paused', reason: undefined };
}

function untilOf({ state, until }: StateRecord): string | undefined {
  return state === 'waiting' && until !== undefined ? chinaIso(until) : undefined;
}

type Figures = Pick<BatchStatus, 'rows' | 'done' | 'by_status' | 'calls'> & Partial<BatchStatus>;

/**
 * What the owner last said of a batch that is in hand, or was left by a signal or a crash; the summary of any other
 * batch.
 *
 * @param moving whether the rate is the present one
 */
async function figuresOf(
  record: BatchRecord,
  { state, progress }: StateRecord,
  moving: boolean,
  said = progress,
): Promise<Figures> {
  if ((state === 'running' || state === 'queued') && said !== undefined) return figuresFrom(said, moving);
  const summary = await readSummary(record).catch((error: unknown) => {
    // The output directory was replaced by something else.
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return undefined;
    throw error;
  });
  // Its owner writes the state first, and counts the summary then: until that is there, it is as the owner has left it.
  const isBehind = !hasEnded({ state }) && progress !== undefined && progress.calls > (summary?.calls ?? -1);
  if (isBehind) return figuresFrom(progress, false);
  if (summary === undefined)
    return { rows: record.recordEstimate, rows_estimated: true, done: 0, by_status: {}, calls: 0 };
  const { rows, by_status: byStatus, calls, cost, gap_rows, rows_in_question } = summary;
  const done = rows - (byStatus['not_sent'] ?? 0);
  return { rows, done, by_status: byStatus, calls, cost, gap_rows, rows_in_question };
}

function figuresFrom(progress: Progress, moving: boolean): Figures {
  const { rows, rowsKnown, done, byStatus, calls, gapRows, rowsPerSecond } = progress;
  const estimated = rowsKnown ? {} : { rows_estimated: true as const };
  const figures = { rows, ...estimated, done, by_status: byStatus, calls, gap_rows: gapRows };
  if (!moving) return figures;
  const { waiting } = progress;
  return {
    ...figures,
    rows_per_second: rowsPerSecond,
    seconds_left: secondsLeft(progress),
    waiting: waiting && { reason: waiting.why, until: new Date(waiting.until).toISOString() },
  };
}
