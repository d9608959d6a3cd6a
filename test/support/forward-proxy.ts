// A forward proxy like those of companies: plain http in the absolute form, tunnels to allowed ports, a login if set.
// It records what it was asked, and resolves every name to loopback.

import { once } from 'node:events';
import { createServer, request as send, type IncomingMessage, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export interface ProxyRules {
  /** The ports to which tunnels are opened; all where none is given. */
  readonly tunnelPorts?: readonly number[];
  /** The `user:password` that a client has to give. */
  readonly login?: string;
  /** Answers every request like this, and passes none on. */
  readonly refuse?: { readonly status: number; readonly headers?: Readonly<Record<string, string>> };
}

export interface ForwardProxy {
  /** `127.0.0.1:PORT`. */
  readonly host: string;
  /** The `METHOD URL` of each request and tunnel. */
  readonly seen: readonly string[];
}

export async function forwardProxy(rules: ProxyRules = {}): Promise<ForwardProxy> {
  const seen: string[] = [];
  const refusalOf = ({ headers }: IncomingMessage): ProxyRules['refuse'] => {
    if (rules.refuse !== undefined) return rules.refuse;
    const given = headers['proxy-authorization'] ?? '';
    const wanted = rules.login === undefined ? '' : `Basic ${Buffer.from(rules.login).toString('base64')}`;
    return wanted === '' || wanted === given ? undefined : { status: 407 };
  };
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    const refusal = refusalOf(request);
    const url = URL.canParse(request.url ?? '') ? new URL(request.url ?? '') : undefined;
    if (refusal !== undefined || url === undefined) {
      response.writeHead(refusal?.status ?? 400, refusal?.headers).end('<html>the proxy</html>');
      return;
    }
    const { 'proxy-authorization': _, ...headers } = request.headers;
    const path = url.pathname + url.search;
    const onward = send(
      { host: '127.0.0.1', port: url.port, method: request.method, path, headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      },
    );
    onward.on('error', () => response.writeHead(502).end());
    request.pipe(onward);
  });
  server.on('connect', (request: IncomingMessage, socket: Socket) => {
    seen.push(`CONNECT ${request.url}`);
    const port = Number(/:(\d+)$/.exec(request.url ?? '')?.[1]);
    const denied = rules.tunnelPorts?.includes(port) === false ? { status: 403 } : undefined;
    const refusal = refusalOf(request) ?? denied;
    if (refusal !== undefined) {
      socket.end(`HTTP/1.1 ${refusal.status} No\r\nContent-Length: 4\r\n\r\nno!\n`);
      return;
    }
    const onward = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy()).on('close', () => onward.destroy());
  });
  return { host: `127.0.0.1:${await listening(server)}`, seen };
}

async function listening(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
