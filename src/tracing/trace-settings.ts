// Whether and how the queues are traced, by the standard variables of OpenTelemetry. The environment is a parameter.

import { UserError } from '../domain/user-error.js';

const TRACE_PROTOCOLS = ['http/protobuf', 'http/json'] as const;

export interface TraceSettings {
  readonly protocol: (typeof TRACE_PROTOCOLS)[number];
  readonly serviceName: string;
}

/**
 * Looks at the process's environment alone, because OpenTelemetry reads its other variables there itself.
 *
 * @throws UserError where the protocol is not supported
 */
export function tracingOf(environment: Readonly<Record<string, string>>): TraceSettings | undefined {
  const endpoint =
    environment['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'] ?? environment['OTEL_EXPORTER_OTLP_ENDPOINT'];
  const off =
    environment['OTEL_SDK_DISABLED']?.toLowerCase() === 'true' ||
    environment['OTEL_TRACES_EXPORTER'] === 'none';
  if (endpoint === undefined || off) return undefined;
  const asked =
    environment['OTEL_EXPORTER_OTLP_TRACES_PROTOCOL'] ??
    environment['OTEL_EXPORTER_OTLP_PROTOCOL'] ??
    'http/protobuf';
  const protocol = TRACE_PROTOCOLS.find((spoken) => spoken === asked);
  if (protocol === undefined) {
    throw new UserError('invalid-settings', ({ settings }) => {
      const what = settings.traceProtocol({ given: asked, spoken: TRACE_PROTOCOLS.join(settings.or) });
      return settings.unusable({ what: settings.variable({ name: 'OTEL_EXPORTER_OTLP_PROTOCOL', what }) });
    });
  }
  return Object.freeze({ protocol, serviceName: environment['OTEL_SERVICE_NAME'] ?? 'rollcall' });
}
