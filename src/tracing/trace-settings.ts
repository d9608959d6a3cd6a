// Whether the queues are traced and how, by the standard variables of OpenTelemetry. It is given the environment and
// reads none.

import { UserError } from '../domain/user-error.js';

const TRACE_PROTOCOLS = ['http/protobuf', 'http/json'] as const;

export interface TraceSettings {
  readonly protocol: (typeof TRACE_PROTOCOLS)[number];
  readonly serviceName: string;
}

/**
 * By the standard variables of OpenTelemetry, which reads the others itself: so from the process's environment alone.
 *
 * @throws UserError where the protocol is one that is not spoken
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
    throw new UserError(
      'invalid-settings',
      `The environment is not usable: OTEL_EXPORTER_OTLP_PROTOCOL is ${asked}; traces go out as ${TRACE_PROTOCOLS.join(' or ')}.`,
    );
  }
  return Object.freeze({ protocol, serviceName: environment['OTEL_SERVICE_NAME'] ?? 'rollcall' });
}
