// Says in words why no answer came, and what caused it: the name, the network, the certificate or the proxy. It knows
// the codes of Node, OpenSSL, undici and proxies, and never repeats a login.

import type { Route } from './route.js';

type Way = Pick<Route, 'target' | 'proxy' | 'handedOver'>;

/** `WHO` is replaced by the host that was connected to. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [/^ENOTFOUND$/, 'the name of WHO is not known (DNS)'],
  [/^(EAI_|ESERVFAIL$)/, "DNS doesn't answer for WHO"],
  [/^ECONNREFUSED$/, 'WHO refuses connections: nothing listens there'],
  [/^(ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT)$/, 'no connection to WHO in time'],
  [/^(EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)$/, 'there is no way to WHO in this network'],
  [/^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, 'WHO cut the connection'],
  [/^CERT_HAS_EXPIRED$/, "the certificate of WHO has expired, or this machine's clock is wrong"],
  [/^CERT_NOT_YET_VALID$/, "the certificate of WHO is not valid yet, or this machine's clock is wrong"],
  [/^(ERR_TLS_CERT_ALTNAME_INVALID|UND_ERR_PRX_TLS)$/, 'the certificate of WHO is for another name'],
  [
    /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_|CERT_UNTRUSTED)/,
    "the certificate of WHO is signed by nobody known here: set NODE_EXTRA_CA_CERTS to a file with the company's or the proxy's certificate",
  ],
  [/^(CERT_|ERR_TLS_)/, 'the certificate of WHO is refused (CODE)'],
  [/^(EPROTO|ERR_SSL_)/, "WHO doesn't speak TLS there: is it http:// instead of https://, or another port?"],
  [/^HPE_/, "WHO doesn't speak HTTP there: is it https:// instead of http://, or another port?"],
];
const TUNNEL = /^Proxy response \((?<status>\d+)\)/;

export function failureInWords(error: unknown, { target, proxy, handedOver }: Way): string {
  const { name, code, message } = innermost(error);
  if (name === 'TimeoutError') return 'no answer in time';
  const status = TUNNEL.exec(message)?.groups?.['status'];
  if (proxy !== undefined && status !== undefined) return refusalInWords(proxy, Number(status), target);
  const server =
    proxy !== undefined && (handedOver || !aboutTls(code)) ? `the proxy ${proxy.origin}` : target;
  const words = REASONS.find(([pattern]) => pattern.test(code))?.[1];
  if (words === undefined) return code === '' ? message : code;
  return words.replace('WHO', server).replace('CODE', code);
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
): string | undefined {
  if (proxy === undefined || !handedOver || httpStatus < 400) return undefined;
  const neverSent =
    httpStatus === PROXY_AUTHENTICATION_REQUIRED ||
    SQUID_NEVER_SENT.test(String(headers['x-squid-error'] ?? '')) ||
    STATUS_NEVER_SENT.test(String(headers['proxy-status'] ?? ''));
  return neverSent ? refusalInWords(proxy, httpStatus, target) : undefined;
}

function refusalInWords(
  { origin, authorization }: NonNullable<Way['proxy']>,
  httpStatus: number,
  target: string,
): string {
  const what = `the proxy ${origin} answers ${httpStatus}`;
  if (httpStatus === PROXY_AUTHENTICATION_REQUIRED) {
    return authorization === undefined
      ? `${what}: it wants a login, USER:PASSWORD@ before its host in HTTP_PROXY or HTTPS_PROXY`
      : `${what}: it doesn't take the login in HTTP_PROXY or HTTPS_PROXY`;
  }
  if (httpStatus >= 500)
    return `${what}: it doesn't reach ${target} itself. Where no proxy is needed for it, put the host into NO_PROXY`;
  return `${what}: it doesn't let requests through to ${target}. Ask whoever runs it, or put the host into NO_PROXY where no proxy is needed for it`;
}
