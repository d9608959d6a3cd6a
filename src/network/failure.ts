// Says in words why no answer came, and what caused it: the name, the network, the certificate or the proxy. It knows
// the codes of Node, OpenSSL, undici and proxies, and never repeats a login.

import type { Say, Words } from '../words/words.js';
import type { Route } from './route.js';

type Way = Pick<Route, 'target' | 'proxy' | 'handedOver'>;

type Failure = keyof Words['service']['failures'];

const FAILURES: readonly (readonly [RegExp, Failure])[] = [
  [/^ENOTFOUND$/, 'nameUnknown'],
  [/^(EAI_|ESERVFAIL$)/, 'dnsSilent'],
  [/^ECONNREFUSED$/, 'refused'],
  [/^(ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT)$/, 'tooSlow'],
  [/^(EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)$/, 'noWay'],
  [/^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, 'cut'],
  [/^CERT_HAS_EXPIRED$/, 'expired'],
  [/^CERT_NOT_YET_VALID$/, 'notYetValid'],
  [/^(ERR_TLS_CERT_ALTNAME_INVALID|UND_ERR_PRX_TLS)$/, 'otherName'],
  [/^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_|CERT_UNTRUSTED)/, 'unknownSigner'],
  [/^(EPROTO|ERR_SSL_)/, 'noTls'],
  [/^HPE_/, 'noHttp'],
];
const REFUSED_CERTIFICATE = /^(CERT_|ERR_TLS_)/;
const TUNNEL = /^Proxy response \((?<status>\d+)\)/;

export function failureInWords(error: unknown, { target, proxy, handedOver }: Way): Say {
  const { name, code, message } = innermost(error);
  if (name === 'TimeoutError') return ({ service }) => service.noAnswerInTime;
  const status = TUNNEL.exec(message)?.groups?.['status'];
  if (proxy !== undefined && status !== undefined) return refusalInWords(proxy, Number(status), target);
  const ofProxy = proxy !== undefined && (handedOver || !aboutTls(code)) ? proxy : undefined;
  const failure = FAILURES.find(([pattern]) => pattern.test(code))?.[1];
  return ({ service }) => {
    const who = ofProxy === undefined ? target : service.theProxy(ofProxy);
    if (failure !== undefined) return service.failures[failure]({ who });
    if (REFUSED_CERTIFICATE.test(code)) return service.certificate({ who, code });
    return code === '' ? message : code;
  };
}

/** Through a tunnel it is the certificate of the service that is checked, not the proxy's. */
function aboutTls(code: string): boolean {
  return /CERT|SSL|TLS|UNABLE_TO_|EPROTO/.test(code) && code !== 'UND_ERR_PRX_TLS';
}

function innermost(error: unknown): { name: string; code: string; message: string } {
  if (!(error instanceof Error)) return { name: '', code: '', message: String(error) };
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined && error.cause instanceof Error) return innermost(error.cause);
  return { name: error.name, code: code ?? '', message: error.message };
}

/** Proxies describe their own errors: Squid in a header of its own, others as RFC 9209 says. */
const SQUID_NEVER_SENT =
  /^ERR_(CACHE_)?(ACCESS_DENIED|CONNECT_FAIL|DNS_FAIL|CANNOT_FORWARD|FORWARDING_DENIED|UNSUP_\w+|INVALID_\w+|TOO_BIG|SHUTTING_DOWN|SECURE_CONNECT_FAIL)\b/;
const STATUS_NEVER_SENT =
  /;\s*error="?(dns_\w+|destination_\w+|connection_(refused|timeout|limit_reached)|tls_\w+|http_request_(denied|error)|proxy_(configuration_error|internal_error|loop_detected))\b/;
const PROXY_AUTHENTICATION_REQUIRED = 407;

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** The reason in words where the proxy itself has answered and says that it never passed the request on. */
export function refusedByProxy(
  { target, proxy, handedOver }: Way,
  httpStatus: number,
  headers: Headers,
): Say | undefined {
  if (proxy === undefined || !handedOver || httpStatus < 400) return undefined;
  const neverSent =
    httpStatus === PROXY_AUTHENTICATION_REQUIRED ||
    SQUID_NEVER_SENT.test(String(headers['x-squid-error'] ?? '')) ||
    STATUS_NEVER_SENT.test(String(headers['proxy-status'] ?? ''));
  return neverSent ? refusalInWords(proxy, httpStatus, target) : undefined;
}

function refusalInWords(
  { origin, authorization }: NonNullable<Way['proxy']>,
  status: number,
  target: string,
): Say {
  return ({ service }) => {
    if (status === PROXY_AUTHENTICATION_REQUIRED) {
      return authorization === undefined
        ? service.proxyWantsLogin({ origin, status })
        : service.proxyRefusesLogin({ origin, status });
    }
    const about = { origin, status, target };
    return status >= 500 ? service.proxyCantReach(about) : service.proxyForbids(about);
  };
}
