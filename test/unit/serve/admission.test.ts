// From where a request is taken to come: what a proxy that was named says of it, in whichever form it does.

import { Hono } from 'hono';
import { expect, it } from 'vitest';
import { admission } from '../../../src/serve/admission.js';
import type { ServeEnv } from '../../../src/serve/serve-env.js';

const app = new Hono<ServeEnv>();
app.use(admission({ isOurs: () => true, isProxy: (address) => address.startsWith('10.'), isSecure: true }));
app.get('/', (context) => context.text(context.var.from));

async function from(header: string, peer = '10.0.0.1'): Promise<string> {
  const headers = { host: 'rollcall.example', 'x-forwarded-for': header };
  return (await app.request('/', { headers }, { peer })).text();
}

it.each([
  ['203.0.113.7', '203.0.113.7'],
  ['198.51.100.1, 203.0.113.7, 10.0.0.9', '203.0.113.7'],
  ['203.0.113.7:51234', '203.0.113.7'],
  ['198.51.100.1:1, 203.0.113.7:51234, 10.0.0.9:443', '203.0.113.7'],
  ['2001:db8::7', '2001:db8::7'],
  ['[2001:db8::7]', '2001:db8::7'],
  ['[2001:db8::7]:51234', '2001:db8::7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['[::ffff:203.0.113.7]:51234', '203.0.113.7'],
  ['unknown', '10.0.0.1'],
  ['somebody', '10.0.0.1'],
  ['203.0.113.7:port', '10.0.0.1'],
  ['', '10.0.0.1'],
])('"%s" by a proxy is %s', async (header, address) => {
  expect(await from(header)).toBe(address);
});

it('is not believed of who is no proxy', async () => {
  expect(await from('203.0.113.7', '198.51.100.9')).toBe('198.51.100.9');
});
