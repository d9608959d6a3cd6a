// A request's body that comes in pieces.

import { Readable } from 'node:stream';
import { Hono } from 'hono';
import { expect, it } from 'vitest';
import { bodyOf, wholeBody } from '../../../src/serve/body.js';
import type { ServeEnv } from '../../../src/serve/serve-env.js';

it('a body that was taken whole, as its length was not known, is there for the route all the same', async () => {
  const app = new Hono<ServeEnv>();
  app.use(async (context, next) => {
    const { url, method, raw } = context.req;
    context.req.raw = new Request(url, { method, headers: raw.headers, body: await wholeBody(context) });
    await next();
  });
  app.put('/', async (context) => {
    const pieces: Uint8Array[] = [];
    for await (const piece of bodyOf(context)) pieces.push(piece);
    return context.text(Buffer.concat(pieces).toString());
  });
  const incoming = Readable.from([Buffer.from('period,'), Buffer.from('calls')]);
  const answer = await app.request('http://localhost/', { method: 'PUT' }, { incoming });
  expect(await answer.text()).toBe('period,calls');
});
