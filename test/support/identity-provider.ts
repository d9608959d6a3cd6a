// A provider of identities in the test's own process, oidc-provider as others run it, and a browser that goes through its pages.

import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

export const CLIENT = { clientId: 'rollcall', clientSecret: 'a secret of the test' };

/** What the provider says of each of its people. */
export type People = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export class IdentityProvider {
  readonly issuer: string;
  readonly #server: Server;

  private constructor(issuer: string, server: Server) {
    this.issuer = issuer;
    this.#server = server;
  }

  /** @param back where it may send browsers back to */
  static async start(people: People, back: string): Promise<IdentityProvider> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const provider = new Provider(issuer, {
      clients: [
        {
          client_id: CLIENT.clientId,
          client_secret: CLIENT.clientSecret,
          redirect_uris: [back],
          grant_types: ['authorization_code'],
          response_types: ['code'],
        },
      ],
      claims: {
        openid: ['sub'],
        profile: ['preferred_username', 'rollcall_role', 'rollcall_labels'],
      },
      cookies: { keys: ['a key of the test'] },
      pkce: { required: () => true },
      features: { devInteractions: { enabled: true } },
      findAccount: (_: unknown, id: string) => ({
        accountId: id,
        claims: () => ({ sub: id, ...people[id] }),
      }),
    });
    server.on('request', provider.callback());
    return new IdentityProvider(issuer, server);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

/** Signs in as somebody. @returns the address to which the provider sends the browser back, where nobody went yet */
export async function signInAt(url: string, who: string, back: string): Promise<string> {
  const cookies = new Map<string, string>();
  const ask = async (to: string, body?: URLSearchParams): Promise<Response> => {
    const headers = { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
    const response = await fetch(to, {
      headers,
      redirect: 'manual',
      ...(body === undefined ? {} : { method: 'POST', body }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  };
  let [at, response] = [url, await ask(url)];
  for (let step = 0; step < 20; step += 1) {
    const location = response.headers.get('location');
    if (location !== null) {
      at = new URL(location, at).href;
      if (at.startsWith(back)) return at;
      response = await ask(at);
      continue;
    }
    const page = await response.text();
    const action = /<form[^>]*action="([^"]+)"/.exec(page)?.[1];
    const prompt = /name="prompt" value="([^"]+)"/.exec(page)?.[1];
    if (action === undefined || prompt === undefined)
      throw new Error(`no form at ${at}: ${page.slice(0, 500)}`);
    const fields = prompt === 'login' ? { prompt, login: who, password: 'any' } : { prompt };
    response = await ask(new URL(action, at).href, new URLSearchParams(fields));
  }
  throw new Error('the provider goes round in circles');
}
