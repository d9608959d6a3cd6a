// A whole run through a company's proxy, and what it says where the proxy lets nothing through.

import { expect, it } from 'vitest';
import { forwardProxy } from '../support/forward-proxy.js';
import { arrive, cleanList, STACK } from './user.js';

it('a run goes through a proxy that opens tunnels to port 443 alone', async () => {
  const user = await arrive();
  const proxy = await forwardProxy({ tunnelPorts: [443], login: 'ann:p@ss' });
  user.file('people.csv', cleanList(20));
  const { status } = await user.rollcall(['run', 'people.csv', '--batch', 'b'], {
    HTTP_PROXY: `ann:p%40ss@${proxy.host}`,
  });
  expect(status).toBe(0);
  expect(user.lines('b', 'outcomes.csv').map(({ verify_status: each }) => each)).not.toContain('error');
  expect(proxy.seen.filter((request) => request.includes('/auth/idcard'))).toHaveLength(20);
});

it('a run whose proxy refuses names it, without its password, and no call counts', async () => {
  const user = await arrive();
  const proxy = await forwardProxy({ login: 'ann:right' });
  user.file('people.csv', cleanList(3));
  const { status, stderr } = await user.rollcall(['run', 'people.csv', '--batch', 'b'], {
    http_proxy: `http://ann:wrong@${proxy.host}`,
    ROLLCALL_OUTAGE_LIMIT_MS: '1000',
  });
  expect(status).toBe(3);
  expect(stderr).toContain(`the proxy http://${proxy.host} answers 407`);
  expect(stderr).toContain("calls don't reach the service");
  expect(stderr).not.toMatch(/wrong|ann:/);
  expect(stderr).not.toMatch(STACK);
  expect(JSON.parse(user.batchFile('b', 'summary.json'))).toMatchObject({ calls: 0, state: 'halted' });
});
