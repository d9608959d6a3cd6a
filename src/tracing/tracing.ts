// Traces the queues for OpenTelemetry, through BullMQ's own hook. It is off and nothing is loaded unless the standard
// variables ask for it. The process has one, because OpenTelemetry has one registry.

import type { Telemetry } from 'bullmq';
import { within } from '../within.js';
import type { TraceSettings } from './trace-settings.js';

interface Running {
  readonly telemetry: Telemetry;
  readonly shutdown: () => Promise<void>;
}

/** A collector that doesn't answer must not delay the end of the process for longer. */
const FLUSH_LIMIT_MS = 3_000;

let running: Promise<Running> | undefined;
let telemetry: Telemetry | undefined;
let users = 0;

/** Options that queues and workers need for traces, besides their own. */
export function traced(): { telemetry?: Telemetry } {
  return telemetry === undefined ? {} : { telemetry };
}

/**
 * Must be called before queues and workers are made.
 *
 * @param settings undefined: off. OpenTelemetry itself reads endpoint, headers, sampling and the rest
 * @param onProblem told of spans that could not be exported
 * @returns a function that exports what is left and stops tracing, once every caller has called its own
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
    // A failure to export was reported already.
    shutdown: () =>
      within(
        FLUSH_LIMIT_MS,
        provider.shutdown().catch(() => undefined),
      ),
  };
}
