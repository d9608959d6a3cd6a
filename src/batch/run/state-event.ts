// What webhooks tell of a batch that has ended or stands: its state and its figures. No name of a file or path is among them, as
// people put names into those. It knows the batch's files, and nothing of whoever is told.

import { relative } from 'node:path';
import type { Summary } from '../../collect/summary.js';
import { whatWentWrong } from '../../files/machine-fault.js';
import { inEnglish, wordsIn } from '../../words/catalogue.js';
import { announcing, type AnnouncePorts } from '../../webhooks/announce.js';
import { EVENT_TYPES, type EventData, type WebhookEvent } from '../../webhooks/event.js';
import type { BatchPaths } from '../paths.js';
import { awaitingKey } from '../write-approvable.js';
import type { BatchEnd, BatchPorts } from './ports.js';
import { statePath, type BatchRecord, type StateRecord } from '../record.js';

export interface LeftBatch {
  readonly record: BatchRecord;
  readonly paths: BatchPaths;
  /** Who writes the state; each owner leaves a batch once. */
  readonly owner: number | string;
  readonly state: StateRecord['state'];
  readonly reason?: string | undefined;
  readonly summary?: Summary | undefined;
}

/**
 * Puts on disk how a batch is left, so that webhooks tell of it.
 *
 * @param act the state is on disk when it returns
 * @param known what is known of it then
 */
export function announcingState<Result>(
  ports: Pick<BatchPorts, 'dataDirectory' | 'onWarning'>,
  left: LeftBatch,
  act: () => Promise<Result>,
  known: (result: Result) => Partial<Pick<LeftBatch, 'reason' | 'summary'>> = () => ({}),
): Promise<Result> {
  const { dataDirectory } = ports;
  return announcing(announcePorts(ports), stateEvent(dataDirectory, left), act, (result) => {
    const { reason = left.reason, summary = left.summary } = known(result);
    return stateEvent(dataDirectory, { ...left, reason, summary });
  });
}

interface SuspendedFiles {
  readonly write: (reason: string | undefined) => Promise<void>;
  readonly keepPrices: () => Promise<unknown>;
  /** Undefined where the process is told to stop meanwhile. */
  readonly summarise: () => Promise<Summary | undefined>;
}

/** Puts on disk that a batch is suspended, and its summary, which may say better why; then webhooks tell of it. */
export function announcingSuspension(
  ports: Pick<BatchPorts, 'dataDirectory' | 'onWarning'>,
  left: LeftBatch,
  until: number | undefined,
  { write, keepPrices, summarise }: SuspendedFiles,
): Promise<BatchEnd> {
  const { state, reason } = left;
  const leave = async (): Promise<BatchEnd> => {
    await write(reason);
    if (state === 'queued') return { state };
    await keepPrices();
    const summary = await summarise();
    const said = summary?.reason ?? reason;
    if (said !== reason) await write(said);
    return { state, reason: said, until, summary };
  };
  return announcingState(ports, left, leave, (summarised) => summarised);
}

/** Undefined for a state of which nobody is told. */
function stateEvent(dataDirectory: string, left: LeftBatch): WebhookEvent | undefined {
  const { record, paths, owner, state } = left;
  const type = EVENT_TYPES.find((each) => each === `batch.${state}`);
  if (type === undefined) return undefined;
  const { batch, label, incarnation = '' } = record;
  return {
    key:
      state === 'awaiting_approval' ? awaitingKey(record) : `batch/${batch}/${incarnation}/${owner}/${state}`,
    type,
    ...(label === '' ? {} : { label }),
    at: Date.now(),
    data: dataOf(left),
    proof: { file: relative(dataDirectory, statePath(paths, owner)), field: 'state', value: state },
  };
}

function dataOf({ record, state, reason, summary }: LeftBatch): EventData {
  const { batch, label, provider } = record;
  return {
    batch,
    label,
    provider,
    state,
    ...(reason === undefined ? {} : { reason }),
    ...(summary === undefined ? {} : figuresOf(summary)),
  };
}

/** Named one by one: what summary.json gets later does not go out by itself. */
function figuresOf(summary: Summary): EventData {
  const { rows, by_status, by_code, calls, answered, in_doubt, refused, retries } = summary;
  const { duplicates, local, carried, rows_left, gap_rows, changes, cost, started_at, finished_at } = summary;
  return {
    rows,
    by_status,
    by_code,
    calls,
    answered,
    in_doubt,
    refused,
    retries,
    duplicates,
    local,
    carried,
    ...(rows_left === undefined ? {} : { rows_left }),
    ...(gap_rows === undefined ? {} : { gap_rows }),
    ...(changes === undefined
      ? {}
      : {
          changes: {
            previous: changes.previous,
            changed: changes.changed,
            new: changes.new,
            gone: changes.gone,
          },
        }),
    cost: cost && { ...cost },
    started_at,
    finished_at,
  };
}

/** Who waits for the batch hears of it where webhooks could not be told. */
function announcePorts({
  dataDirectory,
  onWarning,
}: Pick<BatchPorts, 'dataDirectory' | 'onWarning'>): AnnouncePorts {
  return {
    dataDirectory,
    onProblem: (error) => {
      const why = inEnglish(whatWentWrong(error, [dataDirectory]));
      onWarning(wordsIn('en').webhooks.notTold({ why }));
    },
  };
}

/** For a fault of this machine, whose own words may name paths. */
export function faultToTell(batch: string): string {
  return wordsIn('en').webhooks.machineFault({ batch });
}
