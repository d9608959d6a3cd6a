// Puts a worker's figures on the page of a scrape. It knows the figures only through ports: no queue, no Redis, no
// file.

import { STATUSES } from '../domain/status.js';
import type { Distribution } from '../domain/distribution.js';
import { WAITS, type Waiting } from '../domain/waiting.js';
import type { MetricSource } from './exposition.js';
import type { BatchCounts, DeliveryCounts, SliceCounts } from './worker-counts.js';

export function buildMetrics(version: string, role: string): MetricSource {
  return (page) => {
    page.add('rollcall_build_info', 1, { version, role });
  };
}

export interface VerifyFigures {
  /** The account's name in Redis, which holds nothing secret. */
  readonly account: string;
  /** Which service is called. */
  readonly provider: string;
  readonly concurrency: number;
  readonly calls: {
    readonly inFlight: number;
    readonly durations: Distribution;
    readonly inQuestion: Readonly<Record<'second' | 'first' | 'first_finished', number>>;
    counts(): readonly { readonly result: string; readonly code: string; readonly calls: number }[];
  };
  readonly slices: SliceCounts;
}

export function verifyMetrics({
  account,
  provider,
  concurrency,
  calls,
  slices,
}: VerifyFigures): MetricSource {
  return (page) => {
    for (const { result, code, calls: count } of calls.counts()) {
      page.add('rollcall_calls_total', count, { account, provider, result, code });
    }
    for (const [answer, count] of Object.entries(calls.inQuestion)) {
      page.add('rollcall_answers_in_question_total', count, { account, answer });
    }
    page.addDistribution('rollcall_call_duration_seconds', calls.durations, { account });
    page.add('rollcall_calls_in_flight', calls.inFlight, { account });
    page.add('rollcall_calls_in_flight_limit', concurrency, { account });
    page.add('rollcall_slices_open', slices.open, { account });
    for (const [end, count] of slices.ends) page.add('rollcall_slices_total', count, { account, end });
    page.add('rollcall_slices_stalled_total', slices.stalled, { account });
  };
}

export function batchMetrics(counts: BatchCounts): MetricSource {
  return (page) => {
    page.add('rollcall_batches_running', counts.running);
    page.add('rollcall_batches_taken_total', counts.taken);
    for (const [state, count] of counts.left) page.add('rollcall_batches_left_total', count, { state });
    for (const status of [...STATUSES, 'duplicate' as const]) {
      page.add('rollcall_rows_done_total', counts.rowsDone.get(status) ?? 0, { status });
    }
  };
}

export interface AccountFigures {
  readonly slices: Readonly<Record<string, number>>;
  readonly workers: number | undefined;
  readonly rate: number | undefined;
  readonly circuitOpenSince: number | undefined;
  readonly waiting: Waiting | undefined;
  readonly halted: string | undefined;
}

/** @param causes for which an account can be halted */
export function accountMetrics(
  account: string,
  causes: readonly string[],
  look: () => Promise<AccountFigures>,
): MetricSource {
  return async (page) => {
    const { slices, workers, rate, circuitOpenSince, waiting, halted } = await look();
    if (rate !== undefined) page.add('rollcall_account_rate_limit_calls_per_second', rate, { account });
    const outageMs = circuitOpenSince === undefined ? 0 : Math.max(0, Date.now() - circuitOpenSince);
    page.add('rollcall_account_circuit_open', circuitOpenSince === undefined ? 0 : 1, { account });
    page.add('rollcall_account_outage_seconds', outageMs / 1000, { account });
    for (const reason of WAITS) {
      const waitMs = waiting?.why === reason ? Math.max(0, waiting.until - Date.now()) : 0;
      page.add('rollcall_account_waiting', waiting?.why === reason ? 1 : 0, { account, reason });
      page.add('rollcall_account_waiting_seconds', waitMs / 1000, { account, reason });
    }
    for (const cause of causes) {
      page.add('rollcall_account_halted', cause === halted ? 1 : 0, { account, cause });
    }
    for (const [state, count] of Object.entries(slices)) {
      page.add('rollcall_queue_slices', count, { account, state });
    }
    if (workers !== undefined) page.add('rollcall_queue_verify_workers', workers, { account });
  };
}

/** @param data the data directory's name in Redis */
export function dataMetrics(
  data: string,
  count: () => Promise<Readonly<Record<string, number>>>,
): MetricSource {
  return async (page) => {
    for (const [state, batches] of Object.entries(await count())) {
      page.add('rollcall_batches', batches, { data, state });
    }
  };
}

export interface OpenMessages {
  readonly webhook: string;
  readonly open: number;
  readonly oldestMs: number;
}

/**
 * @param data the data directory's name in Redis
 * @param look finds the messages that are not taken yet, of each webhook
 */
export function deliveryMetrics(
  counts: DeliveryCounts,
  data: string,
  look: () => Promise<readonly OpenMessages[]>,
): MetricSource {
  return async (page) => {
    for (const [result, tries] of counts.tries) page.add('rollcall_webhook_tries_total', tries, { result });
    for (const [end, messages] of counts.ends) page.add('rollcall_webhook_messages_total', messages, { end });
    page.addDistribution('rollcall_webhook_try_duration_seconds', counts.durations);
    for (const { webhook, open, oldestMs } of await look()) {
      page.add('rollcall_webhook_messages_open', open, { data, webhook });
      page.add('rollcall_webhook_oldest_message_seconds', oldestMs / 1000, { data, webhook });
    }
  };
}

export interface WatchFigures {
  readonly labels: readonly {
    readonly label: string;
    readonly measures: readonly {
      readonly measure: string;
      readonly rows: number;
      readonly share: number;
      readonly usual?: { readonly share: number; readonly least: number; readonly most: number } | undefined;
      readonly verdict: string;
    }[];
  }[];
  readonly hour: number;
  readonly anomalies: readonly {
    readonly label: string;
    readonly measure: string;
    readonly hour: number;
    readonly cause: string;
  }[];
}

/**
 * @param data the data directory's name in Redis
 * @param look finds what was seen of the last hour that is over; undefined: nothing was
 */
export function watchMetrics(data: string, look: () => Promise<WatchFigures | undefined>): MetricSource {
  return async (page) => {
    const seen = await look();
    if (seen === undefined) return;
    for (const { label, measures } of seen.labels) {
      for (const { measure, rows, share, usual } of measures) {
        page.add('rollcall_share', share, { data, label, measure });
        page.add('rollcall_share_rows', rows, { data, label, measure });
        if (usual === undefined) continue;
        page.add('rollcall_share_least', usual.least, { data, label, measure });
        page.add('rollcall_share_most', usual.most, { data, label, measure });
      }
    }
    for (const { label, measure, hour, cause } of seen.anomalies)
      if (hour === seen.hour) page.add('rollcall_anomaly', 1, { data, label, measure, cause });
  };
}

export interface RedisFigures {
  readonly up: () => boolean;
  /** Why Redis can't be used, and since when in Unix milliseconds. */
  readonly state: { readonly trouble: { readonly kind: string; readonly since: number } | undefined };
  /** By the script's name. */
  readonly scripts: () => ReadonlyMap<string, { readonly durations: Distribution; readonly errors: number }>;
}

/** @param reasons for which Redis may be unusable */
export function redisMetrics({ up, state, scripts }: RedisFigures, reasons: readonly string[]): MetricSource {
  return (page) => {
    page.add('rollcall_redis_up', up() ? 1 : 0);
    const { trouble } = state;
    for (const reason of reasons) {
      page.add('rollcall_redis_trouble', trouble?.kind === reason ? 1 : 0, { reason });
    }
    const troubleMs = trouble === undefined ? 0 : Math.max(0, Date.now() - trouble.since);
    page.add('rollcall_redis_trouble_seconds', troubleMs / 1000);
    for (const [script, { durations, errors }] of scripts()) {
      page.addDistribution('rollcall_redis_round_trip_duration_seconds', durations, { script });
      page.add('rollcall_redis_errors_total', errors, { script });
    }
  };
}
