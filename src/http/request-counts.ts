// Counts requests of the HTTP interface, by operation and status. Plain numbers: the interface adds, a monitor reads.

import { Distribution } from '../domain/distribution.js';
import type { MetricSource } from './exposition.js';

const BOUNDS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
/** What has no operation, as what is not found, goes by this. */
const NONE = 'none';

export class RequestCounts {
  inFlight = 0;
  readonly durations = new Distribution(BOUNDS_SECONDS);
  /** By operation, and there by status. */
  readonly #ended = new Map<string, Map<number, number>>();

  begin(): void {
    this.inFlight += 1;
  }

  end(operation: string | undefined, status: number, seconds: number): void {
    this.inFlight -= 1;
    this.durations.add(seconds);
    const name = operation ?? NONE;
    const statuses = this.#ended.get(name) ?? new Map<number, number>();
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    this.#ended.set(name, statuses);
  }

  *ended(): Generator<{ readonly operation: string; readonly status: string; readonly count: number }> {
    for (const [operation, statuses] of this.#ended) {
      for (const [status, count] of statuses) yield { operation, status: String(status), count };
    }
  }
}

/** @param listeners how many streams of events are open */
export function requestMetrics(counts: RequestCounts, listeners: () => number): MetricSource {
  return (page) => {
    for (const { operation, status, count } of counts.ended())
      page.add('rollcall_http_requests_total', count, { operation, status });
    page.addDistribution('rollcall_http_request_duration_seconds', counts.durations);
    page.add('rollcall_http_requests_in_flight', counts.inFlight);
    page.add('rollcall_event_listeners', listeners());
  };
}
