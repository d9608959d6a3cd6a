// Metrics of the process itself, under the names that Prometheus clients commonly use.

import { readdir } from 'node:fs/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { MetricSource } from './exposition.js';

const LAG_RESOLUTION_MS = 10;
const NS_PER_S = 1e9;

/** From this call on the event loop's delay is measured. */
export function processMetrics(): MetricSource {
  const startedAt = Date.now() / 1000 - process.uptime();
  const lag = monitorEventLoopDelay({ resolution: LAG_RESOLUTION_MS });
  lag.enable();
  return async (page) => {
    const { user, system } = process.cpuUsage();
    const { rss, heapUsed, heapTotal, external } = process.memoryUsage();
    page.add('process_cpu_seconds_total', (user + system) / 1e6);
    page.add('process_resident_memory_bytes', rss);
    page.add('process_start_time_seconds', startedAt);
    page.add('nodejs_heap_size_used_bytes', heapUsed);
    page.add('nodejs_heap_size_total_bytes', heapTotal);
    page.add('nodejs_external_memory_bytes', external);
    page.add('nodejs_eventloop_lag_p99_seconds', beyondResolution(lag.percentile(99)));
    page.add('nodejs_eventloop_lag_max_seconds', beyondResolution(lag.max));
    page.add('nodejs_version_info', 1, { version: process.version });
    lag.reset();
    const descriptors = await openDescriptors();
    if (descriptors !== undefined) page.add('process_open_fds', descriptors);
  };
}

/** The delay without the timer's own resolution, which is no lateness. */
function beyondResolution(ns: number): number {
  return Math.max(0, ns / NS_PER_S - LAG_RESOLUTION_MS / 1000);
}

async function openDescriptors(): Promise<number | undefined> {
  try {
    return (await readdir('/proc/self/fd')).length;
  } catch {
    return undefined;
  }
}
