// Traces of the queues for OpenTelemetry, through BullMQ's own hook. Off unless the standard variables ask for it;
// then nothing of it is loaded. One for the process, as OpenTelemetry's own registry is.

import type { Telemetry } from 'bullmq';
import { within } from '../within.js';
import type { TraceSettings } from './trace-settings.js';

interface Running {
  readonly telemetry: Telemetry;
  readonly shutdown: () => Promise<void>;
}

/** A collector that doesn't answer must not hold up the end of a process. */
const FLUSH_LIMIT_MS = 3_000;

let running: Promise<Running> | undefined;
let telemetry: Telemetry | undefined;
let users = 0;

/** What queues and workers are to be made with, besides their own options. */
export function traced(): { telemetry?: Telemetry } {
  return telemetry === undefined ? {} : { telemetry };
}

/**
 * To be called before queues and workers are made.
 *
 * @param settings undefined: off. Endpoint, headers, sampling and the rest are read by OpenTelemetry itself
 * @param onProblem told of spans that could not be handed over
 * @returns hands over what is left and ends it, once all who have started it are done
 */
export async function startTracing(
  settings: TraceSettings | undefined,
  onProblem: (problem: string) => void,
): Promise<() => Promise<void>> {
  if (settings === undefined) return async () => undefined;
  users += 1;
  running ??= load(settings, onProblem);
  telemetry = (await running).telemetry;
  return async () => {
    users -= 1;
    if (users > 0) return;
    const ended = running;
    running = undefined;
    telemetry = undefined;
    await (await ended)?.shutdown();
  };
}

async function load(
  { protocol, serviceName }: TraceSettings,
  onProblem: (problem: string) => void,
): Promise<Running> {
  const [
    { BullMQOtel },
    { diag, DiagLogLevel },
    { detectResources, envDetector, resourceFromAttributes },
    sdk,
  ] = await Promise.all([
    import('bullmq-otel'),
    import('@opentelemetry/api'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/sdk-trace-node'),
  ]);
  const { OTLPTraceExporter } =
    protocol === 'http/json'
      ? await import('@opentelemetry/exporter-trace-otlp-http')
      : await import('@opentelemetry/exporter-trace-otlp-proto');
  const quiet = (): void => undefined;
  const logger = { error: onProblem, warn: onProblem, info: quiet, debug: quiet, verbose: quiet };
  diag.setLogger(logger, { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
  const named = resourceFromAttributes({ 'service.name': serviceName });
  const provider = new sdk.NodeTracerProvider({
    resource: detectResources({ detectors: [envDetector] }).merge(named),
    spanProcessors: [new sdk.BatchSpanProcessor(new OTLPTraceExporter())],
  });
  provider.register();
  return {
    telemetry: new BullMQOtel({ tracerName: 'rollcall' }),
    // What could not be handed over has been told.
    shutdown: () =>
      within(
        FLUSH_LIMIT_MS,
        provider.shutdown().catch(() => undefined),
      ),
  };
}
