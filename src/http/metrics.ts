// Every metric that a worker exports: its name, type and meaning. It does not know where the figures come from.
// docs/monitoring.md explains each metric, and a test compares that page with this list.

type MetricType = 'counter' | 'gauge' | 'histogram';

/**
 * What a figure is about. `process`: it can be summed over workers. `account`, `data`: every worker reports the same
 * figure, so take the maximum and never the sum.
 */
type MetricScope = 'process' | 'account' | 'data';

export interface Metric {
  readonly type: MetricType;
  readonly scope: MetricScope;
  readonly help: string;
}

function counter(help: string): Metric {
  return { type: 'counter', scope: 'process', help };
}

function gauge(help: string, scope: MetricScope = 'process'): Metric {
  return { type: 'gauge', scope, help };
}

function histogram(help: string): Metric {
  return { type: 'histogram', scope: 'process', help };
}

export const METRICS = {
  rollcall_build_info: gauge('1; the version and the role of the worker are its labels.'),
  rollcall_ready: gauge('1 while the worker takes work: what /readyz says.'),

  rollcall_calls_total: counter('Calls that have ended, by result (as in attempts.csv) and the code.'),
  rollcall_answers_in_question_total: counter('Answers with a session id that another person had, by which.'),
  rollcall_call_duration_seconds: histogram('Time from handing a request over to the end of its answer.'),
  rollcall_calls_in_flight: gauge('Requests whose end is not known yet.'),
  rollcall_calls_in_flight_limit: gauge('Requests that may be in flight: --concurrency.'),
  rollcall_slices_open: gauge('Slices in hand.'),
  rollcall_slices_total: counter('Slices that left the hands of the worker, by how.'),
  rollcall_slices_stalled_total: counter('Slices of dead workers that this worker put back into the queue.'),

  rollcall_batches_running: gauge('Batches in hand.'),
  rollcall_batches_taken_total: counter('Batches taken up.'),
  rollcall_batches_left_total: counter('Batches left, by the state in which they were left.'),
  rollcall_rows_done_total: counter('Rows brought to their outcome, by its status; duplicate: copied.'),

  rollcall_account_rate_limit_calls_per_second: gauge('Calls a second that all workers may make.', 'account'),
  rollcall_account_circuit_open: gauge('1 while calls have stopped, but for single probes.', 'account'),
  rollcall_account_outage_seconds: gauge('For how long the circuit has been open; 0 if closed.', 'account'),
  rollcall_account_waiting: gauge('1 for the reason that holds up calls for more than a moment.', 'account'),
  rollcall_account_waiting_seconds: gauge('Until the next call, or the next probe, by reason.', 'account'),
  rollcall_account_halted: gauge('1 for the cause that has halted the account, if any.', 'account'),
  rollcall_queue_slices: gauge('Slices in the queue of the account, by state.', 'account'),
  rollcall_queue_verify_workers: gauge('Verify workers connected to the queue of the account.', 'account'),
  rollcall_batches: gauge('Batches of the data directory, by state.', 'data'),

  rollcall_http_requests_total: counter('Requests that were answered, by operation and HTTP status.'),
  rollcall_http_request_duration_seconds: histogram('Time from a request to the beginning of its answer.'),
  rollcall_http_requests_in_flight: gauge('Requests that are not answered yet.'),
  rollcall_event_listeners: gauge('Open streams of events.'),

  rollcall_webhook_tries_total: counter('Tries to hand a message to a webhook’s receiver, by result.'),
  rollcall_webhook_messages_total: counter('Messages of webhooks that are over, by how.'),
  rollcall_webhook_try_duration_seconds: histogram('Time that a try took.'),
  rollcall_webhook_messages_open: gauge('Messages of a webhook that are not taken yet.', 'data'),
  rollcall_webhook_oldest_message_seconds: gauge(
    'For how long the oldest of them has not been taken; 0 where there is none.',
    'data',
  ),

  rollcall_share: gauge(
    'What share of a label’s calls of the last hour was a match, a failed look-up, an error.',
    'data',
  ),
  rollcall_share_rows: gauge('How many calls that share is of.', 'data'),
  rollcall_share_least: gauge('The least that is usual for so many.', 'data'),
  rollcall_share_most: gauge('The most that is usual for so many.', 'data'),
  rollcall_anomaly: gauge('1 where the share is outside of that; cause: list, provider or unknown.', 'data'),

  rollcall_redis_up: gauge('1 while the connection to Redis stands.'),
  rollcall_redis_trouble: gauge('1 for the reason that keeps Redis from being worked with.'),
  rollcall_redis_trouble_seconds: gauge('For how long; 0 while it can be worked with.'),
  rollcall_redis_round_trip_duration_seconds: histogram(
    'Time that a script took, from sending it to its reply.',
  ),
  rollcall_redis_errors_total: counter('Scripts that Redis refused or whose connection was lost.'),

  process_cpu_seconds_total: counter('Processor time, user and system.'),
  process_resident_memory_bytes: gauge('Memory held.'),
  process_start_time_seconds: gauge('When the process started, as Unix time.'),
  process_open_fds: gauge('Open file descriptors (Linux only).'),
  nodejs_heap_size_used_bytes: gauge('JavaScript heap in use.'),
  nodejs_heap_size_total_bytes: gauge('JavaScript heap reserved.'),
  nodejs_external_memory_bytes: gauge('Memory of buffers and other objects outside the heap.'),
  nodejs_eventloop_lag_p99_seconds: gauge(
    'Lateness of the event loop since the last scrape, 99th percentile.',
  ),
  nodejs_eventloop_lag_max_seconds: gauge('The same at its longest.'),
  nodejs_version_info: gauge('1; the version of Node is its label.'),
} as const satisfies Readonly<Record<string, Metric>>;

export type MetricName = keyof typeof METRICS;
