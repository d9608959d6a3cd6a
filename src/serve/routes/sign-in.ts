// Signing in: by name and password, by a link that sets a password, or through a provider of identities; and signing out. It
// knows requests, answers and cookies; who somebody is, is told in src/access.

import { z } from '@hono/zod-openapi';
import { clearCookie, cookieIn, SESSION_COOKIE, setCookie } from '../../access/session-cookie.js';
import { sameName, type User } from '../../access/user-records.js';
import { endedLink, wrongPassword } from '../../access/sign-in-errors.js';
import { putOnRecord, refusedSignIn } from '../../app/on-record.js';
import { UserError } from '../../domain/user-error.js';
import type { OperationId } from '../../access/permissions.js';
import type { SignInPorts } from '../sign-in-ports.js';
import { Problem } from '../problem.js';
import { json, jsonBody, route } from '../route.js';
import { callerSchema, shownCaller } from '../schemas/caller.js';
import { callerOf, onRecord, type Api, type ServeContext } from '../serve-env.js';

const tags = ['session'];
const secret = z.string().min(1).max(100);
const password = z.string().min(1).max(1_000);
const name = z.string().min(1).max(64);

const signInOptions = route({
  operationId: 'signInOptions',
  method: 'get',
  path: '/sign-in',
  tags,
  summary: 'By what one signs in here',
  responses: {
    200: json('The ways', z.object({ password: z.literal(true), oidc: z.boolean() })),
  },
});

const signIn = route({
  operationId: 'signIn',
  method: 'post',
  path: '/sign-in',
  tags,
  summary: 'Sign in with a browser, by name and password',
  request: { body: jsonBody(z.strictObject({ name, password })) },
  responses: { 200: json('Who has signed in', callerSchema) },
});

const readLink = route({
  operationId: 'readLink',
  method: 'post',
  path: '/sign-in/link/read',
  tags,
  summary: 'Whom a link is for that sets a password',
  request: { body: jsonBody(z.strictObject({ link: secret })) },
  responses: {
    200: json(
      'For whom; a name has to be chosen where it is for the first administrator',
      z.object({ first_admin: z.boolean(), name: z.string().nullable() }),
    ),
  },
});

const redeemLink = route({
  operationId: 'redeemLink',
  method: 'post',
  path: '/sign-in/link',
  tags,
  summary: 'Set a password by a link, which works once, and sign in',
  request: { body: jsonBody(z.strictObject({ link: secret, password, name: name.optional() })) },
  responses: { 200: json('Who has signed in', callerSchema) },
});

const session = route({
  operationId: 'session',
  method: 'get',
  path: '/session',
  tags,
  summary: 'Who you are here, and what you may see',
  responses: { 200: json('You', callerSchema) },
});

const signOut = route({
  operationId: 'signOut',
  method: 'post',
  path: '/sign-out',
  tags,
  summary: 'End your session',
  responses: { 204: { description: 'It has ended' } },
});

const changePassword = route({
  operationId: 'changePassword',
  method: 'post',
  path: '/session/password',
  tags,
  summary: 'Set another password, by the present one; your other sessions end',
  request: { body: jsonBody(z.strictObject({ password, next: password })) },
  responses: { 204: { description: 'It is set' } },
});

/** Somebody's id where the name is a user's; a name that is nobody's may be a password, and stays out of the record. */
async function refusedOnRecord({ users, dataDir }: SignInPorts, as: string, from: string): Promise<void> {
  const user = (await users.list()).find((each) => sameName(each.name, as));
  await refusedSignIn(dataDir, from, user?.id);
}

export function signInRoutes(api: Api, ports: SignInPorts): void {
  const { authenticator, users, sessions, rate, oidc, dataDir } = ports;
  /** For who is not known before; `about` is his id. */
  const noted =
    ({ var: { from } }: ServeContext, act: OperationId) =>
    (about: string) =>
      putOnRecord(dataDir, { id: about, by: 'session', from }, { act, about });

  /** The cookie, and who has it from now on. */
  const begin = async (context: ServeContext, user: User) => {
    context.header('set-cookie', setCookie(SESSION_COOKIE, await sessions.begin(user)), { append: true });
    return shownCaller({ ...user, by: 'session' });
  };

  api.openapi(signInOptions, (context) =>
    context.json({ password: true as const, oidc: oidc !== undefined }, 200),
  );

  api.openapi(signIn, async (context) => {
    authenticator.refuseSaidOtherPage(context.req.raw.headers);
    const given = context.req.valid('json');
    const { from } = context.var;
    const retryAfter = await rate.take(given.name, from);
    if (retryAfter !== undefined) throw new Problem(429, 'too-many-requests', { retryAfter });
    const user = await users.withPassword(given.name, given.password);
    if (user === undefined) {
      await refusedOnRecord(ports, given.name, from);
      throw wrongPassword();
    }
    await rate.succeeded(given.name, from);
    await noted(context, 'signIn')(user.id);
    return context.json(await begin(context, user), 200);
  });

  api.openapi(readLink, async (context) => {
    const { link } = context.req.valid('json');
    const isFor = await users.linkIsFor(link);
    if (isFor === undefined) throw endedLink();
    const isFirst = isFor === 'first-admin';
    return context.json({ first_admin: isFirst, name: isFirst ? null : isFor.name }, 200);
  });

  api.openapi(redeemLink, async (context) => {
    authenticator.refuseSaidOtherPage(context.req.raw.headers);
    const given = context.req.valid('json');
    const redeemed = { secret: given.link, password: given.password, name: given.name };
    const user = await users.redeem(redeemed, noted(context, 'redeemLink'));
    return context.json(await begin(context, user), 200);
  });

  api.openapi(session, (context) => context.json(shownCaller(callerOf(context)), 200));

  api.openapi(signOut, async (context) => {
    const held = cookieIn(context.req.header('cookie'), SESSION_COOKIE);
    await onRecord(context);
    if (held !== undefined) await sessions.end(held);
    context.header('set-cookie', clearCookie(SESSION_COOKIE), { append: true });
    return context.body(null, 204);
  });

  api.openapi(changePassword, async (context) => {
    const { id, name: own } = callerOf(context);
    const retryAfter = await rate.take(own, context.var.from);
    if (retryAfter !== undefined) throw new Problem(429, 'too-many-requests', { retryAfter });
    const asked = context.req.valid('json');
    const user = await users
      .changePassword(id, asked, () => onRecord(context))
      .catch(async (error: unknown) => {
        if (error instanceof UserError && error.code === 'refused-sign-in')
          await refusedSignIn(dataDir, context.var.from, id);
        throw error;
      });
    await begin(context, user);
    return context.body(null, 204);
  });
}
