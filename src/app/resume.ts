// Goes on with batches, also after a crash or a halt. A live worker that has one is told; the others are run here.

import { approvalReason, awaitsApproval, callsAllowed } from '../batch/approval.js';
import { approvalLimit } from '../batch/approval-limit.js';
import { forgetPaused } from '../batch/desired-on-disk.js';
import { keepApprovable, keepOptions, withGiven, type GivenOptions } from '../batch/keep-options.js';
import { startDraft } from '../batch/draft.js';
import type { ListRequest } from '../batch/list-request.js';
import { batchPaths } from '../batch/paths.js';
import { readRecord, readState, refuseOtherAccount, type BatchRecord } from '../batch/record.js';
import type { BatchEnd } from '../batch/run/ports.js';
import { knownBatches } from '../batch/recorded-batches.js';
import { credentialsOf } from '../config.js';
import { refuseOtherSample } from '../batch/sample.js';
import { UserError } from '../domain/user-error.js';
import { scopeOf } from '../journal/keys.js';
import { inEnglish } from '../words/catalogue.js';
import { uninterrupted, type App, type Interruptible } from './app.js';
import { accessFor, type BatchAccess } from './batch-access.js';
import { said } from './batch-request.js';
import { resultOf, type BatchResult } from './batch-result.js';
import { beforeCalls } from './before-calls.js';
import { deliverDue } from './deliver-due.js';
import { runInForeground } from './foreground.js';
import { verifiersFor } from './choose-verifiers.js';
import { beingCancelled, tellLiveWorker } from './live-worker.js';

export interface ResumeOptions {
  /** Options that the user gives again replace recorded ones; all others stay as recorded. */
  readonly options: ListRequest['options'];
  /** More rows of the kind of the batch's sample, behind which it pauses again; absent: all rows. */
  readonly sample?: ListRequest['sample'];
  /** How many verify processes to start, where a batch is run here. */
  readonly workers?: number | undefined;
  /** Calls in flight in one verify process; undefined: the settings' number. */
  readonly concurrency?: number | undefined;
  /** Whether to try the credentials first. */
  readonly ping: boolean;
  readonly exitOnChange: boolean;
}

export interface ResumeRequest extends ResumeOptions {
  readonly batch: string;
}

/** `elsewhere`: a live worker goes on with the batch. */
export type Resumed =
  | { readonly kind: 'elsewhere'; readonly batch: string }
  | { readonly kind: 'left'; readonly result: BatchResult };

/** @throws UserError where the batch is cancelled, or belongs to another account */
export async function resume(
  app: App,
  { batch, ...options }: ResumeRequest,
  interruptible: Interruptible = uninterrupted,
): Promise<Resumed> {
  const [resumed] = await resumeBatches(app, [batch], options, interruptible);
  if (resumed === undefined) throw new Error('a batch that is resumed has a result');
  return resumed;
}

/** Of the account that the settings name, the batches that are halted; the oldest first. */
export async function haltedBatches({ config, tell }: App): Promise<string[]> {
  const { appid, bucket } = credentialsOf(config);
  const scope = scopeOf({ authUrl: config.authUrl, appid, bucket });
  const known = await knownBatches(config.dataDir, ({ message }) => {
    tell({ kind: 'warning', message });
  });
  const halted = known.filter(({ state }) => state.state === 'halted');
  const ours = halted.filter(
    ({ record }) => record.provider === config.provider && scopeOf(record.account) === scope,
  );
  const others = halted.length - ours.length;
  if (others > 0) {
    const message = inEnglish(({ looking }) => looking.othersHalted({ count: others }));
    tell({ kind: 'warning', message });
  }
  return ours.map(({ record }) => record.batch);
}

/**
 * Goes on with all of them at a time, or, where one can't go on, with none.
 *
 * @returns in their order, each batch once
 * @throws UserError where a batch is cancelled, or belongs to another account
 */
export async function resumeBatches(
  app: App,
  batches: readonly string[],
  options: ResumeOptions,
  interruptible: Interruptible = uninterrupted,
): Promise<readonly Resumed[]> {
  const named = [...new Set(batches)];
  const known = await Promise.all(named.map((batch) => resumable(app, batch, options)));
  const resumed = new Map<string, Resumed>();
  const given = givenBy(options);
  const open: BatchRecord[] = [];
  for (const { record, state } of known) {
    if (state.state !== 'completed') open.push(withGiven(record, given, state));
    else resumed.set(record.batch, await leftAs(record, { state: 'completed' }, options));
  }
  if (open.length > 0) {
    await beforeCalls(app, options.ping);
    const access = await accessFor(app);
    try {
      for (const each of await goOn(open, options, access, app, interruptible)) {
        resumed.set(each.kind === 'elsewhere' ? each.batch : each.result.record.batch, each);
      }
    } finally {
      await access.close();
    }
  }
  // What a process that was killed behind a batch's end has not told.
  await deliverDue(app);
  return named.flatMap((batch) => resumed.get(batch) ?? []);
}

function givenBy({ options, sample }: ResumeOptions): GivenOptions {
  return { options: said(options), ...(sample === undefined ? { beyondSample: 'resume' } : { sample }) };
}

async function goOn(
  records: readonly BatchRecord[],
  options: ResumeOptions,
  access: BatchAccess,
  app: App,
  interruptible: Interruptible,
): Promise<readonly Resumed[]> {
  const given = givenBy(options);
  const elsewhere: Resumed[] = [];
  const here: BatchRecord[] = [];
  for (const record of records) {
    const { batch } = record;
    const accept = acceptance([record], given, access, app);
    const { reason, awaits } = await approvalOf(record, app);
    if (awaits) {
      await accept();
      await keepApprovable(batch, app.config.dataDir);
      elsewhere.push(await leftAs(record, { state: 'awaiting_approval', reason }, options));
    } else if (await tellLiveWorker(record, access, accept)) elsewhere.push({ kind: 'elsewhere', batch });
    else here.push(record);
  }
  if (here.length === 0) return elsewhere;
  const lists = here.map(({ batch }) => batchPaths(app.config.dataDir, batch).list);
  const verifiers = await verifiersFor(app, lists, options);
  const onClaimed = acceptance(here, given, access, app);
  const ends = await runInForeground(here, access, app, { verifiers, onClaimed, interruptible });
  const left = here.map((record) => leftAs(record, ends.get(record.batch) ?? { state: 'queued' }, options));
  return [...elsewhere, ...(await Promise.all(left))];
}

/**
 * Whether the batch, with the options that are given, calls nobody before it is approved. Where a live process has it, that
 * one stops by itself.
 */
export async function approvalOf(record: BatchRecord, { config }: App) {
  const paths = batchPaths(config.dataDir, record.batch);
  const limit = await approvalLimit(paths.approvalLimit);
  if (awaitsApproval(record, limit))
    return { awaits: true, reason: approvalReason(record, callsAllowed(record, limit) ?? 0) };
  const { state, reason } = await readState(paths, record);
  return { awaits: state === 'awaiting_approval', reason };
}

async function leftAs(record: BatchRecord, end: BatchEnd, { exitOnChange }: ResumeOptions): Promise<Resumed> {
  return { kind: 'left', result: await resultOf(record, end, exitOnChange) };
}

/** @throws UserError where the batch can't go on, or has another account than the settings */
export async function resumable({ config }: App, batch: string, { sample }: Pick<ResumeOptions, 'sample'>) {
  const paths = batchPaths(config.dataDir, batch);
  const record = await readRecord(paths, batch);
  const state = await readState(paths, record);
  if (state.state === 'cancelled')
    throw new UserError('ended-batch', ({ batchErrors }) => batchErrors.cancelled({ batch }));
  if (state.state !== 'completed') {
    refuseOtherSample(batch, record.sample, sample);
    const { appid, bucket } = credentialsOf(config);
    refuseOtherAccount(record, config.provider, { authUrl: config.authUrl, appid, bucket });
  }
  return { record, state };
}

/**
 * Makes batches go on with these options, once nothing can refuse them any more. It may be called repeatedly.
 *
 * @throws UserError where a batch is being cancelled; nothing of it has changed then
 */
export function acceptance(
  records: readonly BatchRecord[],
  given: GivenOptions,
  access: BatchAccess,
  { config: { dataDir } }: App,
): () => Promise<void> {
  return async () => {
    for (const record of records) {
      const { batch } = record;
      if (!(await access.controlOf(record).withdraw())) throw beingCancelled(batch);
      await startDraft(dataDir, batch, Date.now());
      await forgetPaused(batchPaths(dataDir, batch));
      await keepOptions([batch], given, dataDir);
      await access.controlOf(record).retune();
    }
  };
}
