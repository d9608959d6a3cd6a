// `/auth/idcard` of the pretend service: what it answers, and how it refuses signatures and bodies.

import { describe, expect, test } from 'vitest';
import { type Bench, codeOf, setup } from './bench.js';

describe('an answer', () => {
  test('has the documented shape and a session of its own', async () => {
    const bench = await setup();
    const replies = [await bench.call(), await bench.call()].map(
      ({ text }) => JSON.parse(text) as { data: { session_id: string } },
    );
    expect(replies[0]).toEqual({
      data: { session_id: replies[0]?.data.session_id },
      code: 0,
      message: 'OK',
    });
    expect(new Set(replies.map(({ data }) => data.session_id)).size).toBe(2);
  });

  test("can have the comma of the document's sample", async () => {
    const bench = await setup({ settings: { trailingComma: true } });
    const { text } = await bench.call();
    expect(text).toMatch(/^\{"data":\{"session_id":"sim-[^"]+",\},"code":0,"message":"OK"\}$/);
  });

  test('follows from the person', async () => {
    const bench = await setup();
    expect(await bench.code({ idcard_number: '110105194912310021' })).toBe(-5804);
    expect(await bench.code({ idcard_name: '' })).toBe(-5806);
  });

  test('to anything but a POST is HTTP 405, to another path HTTP 404', async () => {
    const bench = await setup();
    expect((await bench.send('GET', '/auth/idcard', null)).http).toBe(405);
    expect((await bench.send('POST', '/auth/idcards', '{}')).http).toBe(404);
  });
});

describe('a signature fault', () => {
  test.each([
    [4, 'is empty', () => ({ Authorization: '' })],
    [5, 'is malformed', () => ({ Authorization: 'FCHXdPTEwMDAwMzc5Jms9QUtJRGVRZDBrRU1yM2J4ZjhRckJi==' })],
    [
      9,
      'has expired',
      (bench: Bench) => ({ Authorization: bench.authorization({ e: '1700000001', t: '1700000000' }) }),
    ],
    [11, 'is of nobody', (bench: Bench) => ({ Authorization: bench.authorization({ k: 'AKIDnobody' }) })],
    [14, 'is by another key', (bench: Bench) => ({ Authorization: bench.authorization({}, 'another') })],
  ])('is answered with %i when it %s', async (code, _, headers) => {
    const bench = await setup();
    expect(await bench.code({}, headers(bench))).toBe(code);
    expect(await bench.figures('2026-11-24')).toEqual({ summary: {}, list: [] });
  });

  test('is answered with 6 when the body names another target', async () => {
    const bench = await setup();
    expect(await bench.code({ bucket: 'elsewhere' })).toBe(6);
  });

  test('is answered with 10 and 16 when target and signature name nobody', async () => {
    const bench = await setup();
    const ofNobody = { Authorization: bench.authorization({ a: '9' }) };
    expect(await bench.code({ appid: '9' }, ofNobody)).toBe(10);
    expect(await bench.code({ bucket: 'none' }, { Authorization: bench.authorization({ b: 'none' }) })).toBe(
      16,
    );
  });

  test('of expiry is one of the clock, which can be set off', async () => {
    const bench = await setup();
    expect(await bench.code()).toBe(0);
    bench.simulator.control({ clockOffsetMs: 3_600_000 });
    expect(await bench.code()).toBe(9);
  });

  test('is answered with 14, and 70001 for the figures, while credentials are refused', async () => {
    const bench = await setup({ settings: { refuseCredentials: true } });
    expect(await bench.code()).toBe(14);
    expect(codeOf(await bench.stat('2026-11-24'))).toBe(70001);
    bench.simulator.control({ refuseCredentials: false });
    expect(await bench.code()).toBe(0);
  });
});

describe('a body fault', () => {
  const raw = async (body: string | Buffer, type = 'application/json'): Promise<number> => {
    const bench = await setup();
    const headers = { Authorization: bench.authorization(), 'Content-Type': type };
    return codeOf(await bench.send('POST', '/auth/idcard', body, headers));
  };

  test.each([
    [3, 'that is no JSON', '{"appid":', 'application/json'],
    [3, 'that is not UTF-8', Buffer.from('{"idcard_name":"\xd5\xc5"}', 'latin1'), 'application/json'],
    [3, 'of another type', '{}', 'application/x-www-form-urlencoded'],
    [21, 'with a field missing', '{"appid":"1","bucket":"b","idcard_number":"1"}', 'application/json'],
    [
      21,
      'with a number for a string',
      '{"appid":1,"bucket":"b","idcard_number":"1","idcard_name":"a"}',
      'application/json',
    ],
    [21, 'that is an array', '[]', 'application/json'],
    [
      23,
      'that is too large',
      JSON.stringify({ appid: 'x'.repeat(20_000) }),
      'application/json; charset=utf-8',
    ],
  ])('is answered with %i: a body %s', async (code, _, body, type) => {
    expect(await raw(body, type)).toBe(code);
  });
});
