// Signing in through a provider of identities: the browser is sent there, and comes back. It knows redirects and cookies; what
// the provider says is told in src/access.

import { z } from '@hono/zod-openapi';
import {
  clearCookie,
  cookieIn,
  SESSION_COOKIE,
  setCookie,
  SIGN_IN_COOKIE,
} from '../../access/session-cookie.js';
import { putOnRecord, refusedSignIn } from '../../app/on-record.js';
import { UserError } from '../../domain/user-error.js';
import { API_BASE } from '../http-app.js';
import { notFound } from '../problem.js';
import { route } from '../route.js';
import type { Api } from '../serve-env.js';
import type { SignInPorts } from '../sign-in-ports.js';

const BACK = '/sign-in/oidc/back';
const SIGN_IN_SECONDS = 600;

const start = route({
  operationId: 'oidcStart',
  method: 'get',
  path: '/sign-in/oidc',
  tags: ['session'],
  summary: 'Sign in through the provider of identities, with a browser',
  responses: { 302: { description: 'To the provider' } },
});

const finish = route({
  operationId: 'oidcFinish',
  method: 'get',
  path: BACK,
  tags: ['session'],
  summary: 'Where the provider sends the browser back to',
  request: { query: z.looseObject({ state: z.string().max(200).optional() }) },
  responses: { 302: { description: 'Signed in, to the first page' } },
});

export function oidcRoutes(api: Api, ports: SignInPorts): void {
  const { oidc, users, sessions, originOf, dataDir } = ports;

  api.openapi(start, async (context) => {
    if (oidc === undefined) throw notFound();
    const { url, browser } = await oidc.start(`${originOf(context)}${API_BASE}${BACK}`);
    context.header('set-cookie', setCookie(SIGN_IN_COOKIE, browser, SIGN_IN_SECONDS));
    return context.redirect(url, 302);
  });

  api.openapi(finish, async (context) => {
    if (oidc === undefined) throw notFound();
    // As the provider knows it, whatever a proxy has made of it.
    const back = new URL(`${originOf(context)}${API_BASE}${BACK}`);
    back.search = new URL(context.req.url).search;
    const { from } = context.var;
    const browser = cookieIn(context.req.header('cookie'), SIGN_IN_COOKIE);
    const refused = async (error: unknown): Promise<never> => {
      if (error instanceof UserError && error.code === 'refused-sign-in') await refusedSignIn(dataDir, from);
      throw error;
    };
    const { issuer, subject, name, rights } = await oidc.finish(back, browser).catch(refused);
    const noted = (act: string) => (about: string) =>
      putOnRecord(dataDir, { id: about, by: 'session', from }, { act, about });
    const identity = { issuer, subject };
    const user = await users.fromProvider(identity, name, rights, noted('oidcFinish')).catch(refused);
    await noted('signIn')(user.id);
    const session = await sessions.begin(user);
    context.header('set-cookie', setCookie(SESSION_COOKIE, session), { append: true });
    context.header('set-cookie', clearCookie(SIGN_IN_COOKIE), { append: true });
    return context.redirect('/', 302);
  });
}
