// The pretend FaceID over real HTTP: its answers, its refusals field by field, its limits of the day.

import { describe, expect, test } from 'vitest';
import { Bench, numberOf } from './bench.js';

describe('a call', () => {
  test.each([
    [numberOf(1), '0'],
    [numberOf(7), '-1'],
    [numberOf(992), '-5'],
    [numberOf(995), 'LimitExceeded'],
    [numberOf(998), 'InvalidParameterValue.NameFormat'],
    ['110105194912310021', '-2'],
    ['11010519491231002x', '-2'],
  ])('about %s is answered %s', async (idNumber, code) => {
    const bench = await Bench.start();
    const said = await bench.ask(idNumber);
    expect(said.code).toBe(code);
    expect(said.response['RequestId']).toMatch(/^sim-/);
  });

  test('with a blank name is answered -3', async () => {
    const bench = await Bench.start();
    expect((await bench.ask(numberOf(1), ' ')).code).toBe('-3');
  });
});

describe('a request is refused', () => {
  const BODY = { IdCard: numberOf(1), Name: '韦小宝' };
  type Headers = Record<string, string>;
  const without =
    (name: string) =>
    ({ [name]: _gone, ...others }: Headers): Headers =>
      others;
  const having =
    (name: string, value: string | ((before: string) => string)) =>
    (headers: Headers): Headers => ({
      ...headers,
      [name]: typeof value === 'string' ? value : value(headers[name] ?? ''),
    });
  const authorization = (from: string | RegExp, to: string) =>
    having('authorization', (before) => before.replace(from, to));

  test.each<[string, (headers: Headers) => Headers, string]>([
    [
      'without a signature',
      without('authorization'),
      'AuthFailure.InvalidAuthorization: the header Authorization is missing',
    ],
    [
      'with half a signature',
      authorization(/Signature=.*/, ''),
      'AuthFailure.InvalidAuthorization: the header Authorization is malformed',
    ],
    [
      'with another algorithm',
      authorization('TC3-HMAC-SHA256', 'HmacSHA1'),
      'AuthFailure.InvalidAuthorization: the algorithm HmacSHA1',
    ],
    [
      'with another end of the scope',
      authorization('tc3_request', 'tc2_request'),
      'AuthFailure.InvalidAuthorization: the credential scope must end',
    ],
    [
      'signed for another service',
      authorization('/faceid/', '/cvm/'),
      'AuthFailure.InvalidAuthorization: the credential scope is of cvm',
    ],
    [
      'with the date of another day',
      authorization('2026-11-30', '2026-11-29'),
      'AuthFailure.InvalidAuthorization: the date',
    ],
    [
      'with a host that is not signed',
      authorization('content-type;host;x-tc-action', 'content-type;x-tc-action'),
      'AuthFailure.InvalidAuthorization: host is not among',
    ],
    [
      'with a SecretId of another form',
      authorization(/Credential=AKID/, 'Credential=XKID'),
      'AuthFailure.InvalidSecretId',
    ],
    [
      'with a SecretId that nobody has',
      authorization(/Credential=AKIDdemo/, 'Credential=AKIDnobo'),
      'AuthFailure.SecretIdNotFound',
    ],
    ['with a token beside permanent credentials', having('x-tc-token', 'abc'), 'AuthFailure.TokenFailure'],
    ['with another signature', authorization(/Signature=./, 'Signature=0'), 'AuthFailure.SignatureFailure'],
    ['without a time', without('x-tc-timestamp'), 'MissingParameter: the header x-tc-timestamp'],
    ['without an action', without('x-tc-action'), 'MissingParameter: the header x-tc-action'],
    ['of another action', having('x-tc-action', 'DetectAuth'), 'InvalidAction'],
    ['of another version', having('x-tc-version', '2017-01-01'), 'NoSuchVersion'],
    ['with a time that is none', having('x-tc-timestamp', 'noon'), 'InvalidParameter: X-TC-Timestamp'],
    ['of another type', having('content-type', 'text/plain'), 'InvalidParameter: Content-Type'],
  ])('%s', async (_what, change, words) => {
    const bench = await Bench.start();
    const { code, message } = await bench.post(BODY, undefined, change);
    expect(`${code}: ${message}`).toContain(words);
    expect(bench.simulator.totals().counted).toBe(0);
  });

  test('whose body is not the one that was signed', async () => {
    const bench = await Bench.start();
    const { authorization: ofOther } = bench.signer().sign('{"IdCard":"","Name":""}');
    const { code } = await bench.post(BODY, undefined, having('authorization', ofOther));
    expect(code).toBe('AuthFailure.SignatureFailure');
  });

  test('with another SecretKey', async () => {
    const bench = await Bench.start();
    const signer = bench.signer('IdCardVerification', { secretKey: 'another' });
    expect((await bench.post(BODY, signer)).code).toBe('AuthFailure.SignatureFailure');
  });

  test('more than five minutes late, and taken up to then', async () => {
    const bench = await Bench.start();
    const signer = bench.signer();
    bench.simulator.control({ clockOffsetMs: 301_000 });
    expect((await bench.post(BODY, signer)).code).toBe('AuthFailure.SignatureExpire');
    bench.simulator.control({ clockOffsetMs: 299_000 });
    expect((await bench.post(BODY, signer)).code).toBe('0');
  });

  test.each([
    ['{"IdCard":"1"}', 'MissingParameter'],
    ['{"IdCard":"1","Name":"x","Region":"y"}', 'UnknownParameter'],
    ['{"IdCard":', 'InvalidParameter'],
    [`{"IdCard":"${'1'.repeat(20_000)}","Name":""}`, 'RequestSizeLimitExceeded'],
  ])('with the body %s', async (body, code) => {
    const bench = await Bench.start();
    expect((await bench.post(body)).code).toBe(code);
  });
});

describe('the limits of the day', () => {
  test('are told with -7 for a name, not counted, and end with the day in China', async () => {
    const bench = await Bench.start({ nameLimit: 2 });
    const codes = async (): Promise<string[]> => {
      const said = [];
      for (const sequence of [1, 2, 3]) said.push((await bench.ask(numberOf(sequence), '张伟')).code);
      return said;
    };
    expect(await codes()).toEqual(['0', '0', '-7']);
    expect((await bench.ask(numberOf(3), '王芳')).code).toBe('0');
    bench.nowMs = Date.parse('2026-11-30T23:59:59+08:00');
    expect((await bench.ask(numberOf(4), '张伟')).code).toBe('-7');
    bench.nowMs = Date.parse('2026-12-01T00:00:00+08:00');
    expect(await codes()).toEqual(['0', '0', '-7']);
    expect(bench.simulator.totals().counted).toBe(5);
  });

  test('are told with -7 for a number', async () => {
    const bench = await Bench.start({ numberLimit: 1 });
    expect((await bench.ask(numberOf(1), '张伟')).code).toBe('0');
    expect((await bench.ask(numberOf(1), '王芳')).code).toBe('-7');
    expect((await bench.ask(numberOf(2), '张伟')).code).toBe('0');
  });

  test('are 500 and 1,000 where nothing else is said', async () => {
    const bench = await Bench.start();
    expect(bench.simulator.settings()).toMatchObject({ nameLimit: 500, numberLimit: 1000 });
  });
});

describe('faults on demand', () => {
  test('too many calls a second are RequestLimitExceeded', async () => {
    const bench = await Bench.start({ rateLimit: 1 });
    expect((await bench.ask(numberOf(1))).code).toBe('0');
    expect((await bench.ask(numberOf(2))).code).toBe('RequestLimitExceeded');
  });

  test('a forced code is a Result where it is a number, else an Error', async () => {
    const bench = await Bench.start({ forceCode: '-6' });
    expect((await bench.ask(numberOf(1))).response['Result']).toBe('-6');
    bench.simulator.control({ forceCode: 'UnauthorizedOperation.Arrears' });
    expect((await bench.ask(numberOf(1))).response['Error']).toMatchObject({
      Code: 'UnauthorizedOperation.Arrears',
    });
  });

  test('an outage is InternalError', async () => {
    const bench = await Bench.start({ outageCalls: 1 });
    expect((await bench.ask(numberOf(1))).code).toBe('InternalError');
    expect((await bench.ask(numberOf(1))).code).toBe('0');
  });

  test('credentials can be taken for wrong', async () => {
    const bench = await Bench.start({ refuseCredentials: true });
    expect((await bench.ask(numberOf(1))).code).toBe('AuthFailure.SignatureFailure');
  });
});
