// A service or gateway that answers a call twice on a kept-alive connection: nobody gets another person's answer.

import { expect, it, onTestFinished } from 'vitest';
import type { CallEnd } from '../../../src/domain/decision.js';
import { CallMeter } from '../../../src/verify/call-meter.js';
import { ProviderClient } from '../../../src/provider/client.js';
import { youtu } from '../../../src/provider/youtu/index.js';
import { repeating, startAnomalousService, type Asked } from '../../support/anomalous-service.js';

const ACCOUNT = { appid: '125', bucket: 'b', secretId: 'AKID', secretKey: 'secret' };

function bodyOf({ name, count }: Asked): string {
  return JSON.stringify({ code: 0, message: 'OK', data: { session_id: `${name}-${count}` } });
}

/** One connection, on which the answers to the chosen calls come twice. */
async function setup(chosen: (asked: Asked) => 'at once' | 'late' | undefined) {
  const service = await startAnomalousService(repeating(bodyOf, chosen));
  const meter = new CallMeter(youtu.codes.monitored);
  const client = new ProviderClient({
    authUrl: service.url,
    protocol: youtu.callsFor(ACCOUNT, Date.now),
    timeoutMs: 20_000,
    connections: 1,
    proxy: {},
    meter,
  });
  onTestFinished(async () => {
    await client.close();
    await service.close();
  });
  const questioned: string[] = [];
  const call = async (name: string): Promise<CallEnd> => {
    const person = { idNumber: '11010519491231002X', name };
    return (await client.call(person, undefined, () => questioned.push(name))).end;
  };
  return { call, questioned, meter, service };
}

it('an answer that comes twice at once is nobody’s the second time', async () => {
  const { call, questioned } = await setup(() => 'at once');
  const got: string[] = [];
  for (let count = 1; count <= 30; count += 1) {
    const end = await call(`p${count}`);
    // Where the copy came after the next call had left, that call is lost and made again.
    got.push(end.kind === 'answered' ? end.sessionId : `${end.kind} p${count}-${count}`);
  }
  expect(got.map((id) => id.replace('lost ', ''))).toEqual(
    got.map((_, index) => `p${index + 1}-${index + 1}`),
  );
  expect(questioned.length).toBeLessThan(30);
});

it('an answer that the next call gets as well is neither’s, and what follows comes on a new connection', async () => {
  const { call, questioned, meter, service } = await setup(({ count }) => (count === 2 ? 'late' : undefined));
  expect(await call('a')).toMatchObject({ kind: 'answered', sessionId: 'a-1' });
  expect(await call('b')).toMatchObject({ kind: 'answered', sessionId: 'b-2' });
  expect(questioned).toEqual([]);
  expect(await call('c')).toMatchObject({ kind: 'lost', sessionId: 'b-2' });
  expect(questioned).toEqual(['b']);
  expect(meter.inQuestion.second).toBe(1);
  for (const [index, name] of ['d', 'e', 'c'].entries()) {
    expect(await call(name)).toMatchObject({ kind: 'answered', sessionId: `${name}-${index + 4}` });
  }
  expect(service.asked.map(({ name }) => name).join('')).toBe('abcdec');
});

it('an answer that the same person’s next call gets puts nobody else’s out of step', async () => {
  const { call, questioned } = await setup(({ count }) => (count === 1 ? 'late' : undefined));
  await call('a');
  expect(await call('a')).toMatchObject({ kind: 'answered', sessionId: 'a-1' });
  expect(await call('b')).toMatchObject({ kind: 'answered', sessionId: 'b-3' });
  expect(questioned).toEqual([]);
});

it('calls that wait for the connection get a new one', async () => {
  const { call } = await setup(({ count }) => (count === 1 ? 'late' : undefined));
  await call('a');
  const [b, c] = await Promise.all([call('b'), call('c')]);
  expect(b).toMatchObject({ kind: 'lost', sessionId: 'a-1' });
  expect(c).toEqual({ kind: 'withheld' });
});
