// Forms of pages, which anybody may send: read as they were filled in, and no further than any page's form goes.

import { Hono } from 'hono';
import { expect, it } from 'vitest';
import { SentForm } from '../../../src/serve/pages/form.js';
import { Problem } from '../../../src/serve/problem.js';
import type { ServeEnv } from '../../../src/serve/serve-env.js';

const PIECE = new TextEncoder().encode('a=b&'.repeat(16_384));
const FORM = 'application/x-www-form-urlencoded';

function sent(body: string | ReadableStream<Uint8Array>, type = FORM): Promise<Response> {
  const app = new Hono<ServeEnv>();
  app.onError((error, context) => context.text(error.message, error instanceof Problem ? error.status : 500));
  app.post('/', async (context) => {
    const form = await SentForm.of(context);
    return context.json([form.text('name'), form.exact('word'), form.optional('none') ?? null]);
  });
  const request = { method: 'POST', headers: { 'content-type': type }, body, duplex: 'half' } as const;
  return Promise.resolve(app.request('http://localhost/', request));
}

it('a form is read as it was filled in', async () => {
  const answer = await sent(`name=+${encodeURIComponent('王 芳')}+&word=+a%2Bb`);
  expect(await answer.json()).toEqual(['王 芳', ' a+b', null]);
  expect((await sent('{}', 'application/json')).status).toBe(415);
});

it('a form that does not end is refused before it fills the memory', async () => {
  let taken = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      taken += PIECE.length;
      if (taken > 50_000_000) controller.close();
      else controller.enqueue(PIECE);
    },
  });
  expect((await sent(endless)).status).toBe(413);
  expect(taken).toBeLessThan(10_000_000);
});
