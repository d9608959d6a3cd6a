// The environment as Rollcall reads it: what wins, what counts as unset, and what each bad value is told.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { credentialsOf, loadConfig, type Config } from '../../src/config.js';
import { UserError } from '../../src/domain/user-error.js';

const SECRET = 'sekret-that-nobody-may-see';
const ACCOUNT = {
  ROLLCALL_APPID: '1250000000',
  ROLLCALL_BUCKET: 'bucket',
  ROLLCALL_SECRET_ID: 'AKIDx',
  ROLLCALL_SECRET_KEY: SECRET,
};

function directory(files: Readonly<Record<string, string>> = {}): string {
  const path = mkdtempSync(join(tmpdir(), 'rollcall-config-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  return path;
}

function load(environment: Record<string, string>, files: Readonly<Record<string, string>> = {}): Config {
  return loadConfig(environment, directory(files));
}

function complaint(
  environment: Record<string, string>,
  files: Readonly<Record<string, string>> = {},
): string {
  try {
    load(environment, files);
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('without any variable', () => {
  it('the defaults of the contract hold', () => {
    const place = directory();
    expect(loadConfig({}, place)).toMatchObject({
      authUrl: 'http://service.image.myqcloud.com',
      statUrl: 'https://image.qcloud.com',
      redisUrl: undefined,
      dataDir: join(place, 'data'),
      timeoutMs: 10_000,
      backoffBaseMs: 500,
      backoffMaxMs: 30_000,
      maxAttempts: 6,
      retryCodes: ['15', '107', '108'],
      billableCodes: ['0', '-5803', '-5804', '-5806', '-5807'],
      currency: 'CNY',
      rate: undefined,
      price: undefined,
    });
  });

  it('the configuration can’t be changed afterwards', () => {
    const config = load({});
    expect(() => Object.assign(config, { timeoutMs: 1 })).toThrow(TypeError);
    expect(() => Object.assign(config.proxy, { httpProxy: 'x' })).toThrow(TypeError);
  });
});

describe('with ROLLCALL_PROVIDER=faceid', () => {
  const FACEID = { ROLLCALL_PROVIDER: 'faceid' };

  it('the defaults are that provider’s', () => {
    expect(load(FACEID)).toMatchObject({
      provider: 'faceid',
      authUrl: 'https://faceid.tencentcloudapi.com',
      billUrl: 'https://billing.tencentcloudapi.com',
      billableCodes: ['0', '-1'],
      rate: undefined,
      usualRate: 100,
    });
    expect(load(FACEID).retryCodes).toEqual(
      expect.arrayContaining(['-4', '-6', 'InternalError', 'RequestLimitExceeded']),
    );
  });

  it('what is set wins', () => {
    const set = {
      ROLLCALL_RATE: '20',
      ROLLCALL_AUTH_URL: 'http://127.0.0.1:1',
      ROLLCALL_RETRY_CODES: '-4, -7',
    };
    expect(load({ ...FACEID, ...set })).toMatchObject({
      rate: 20,
      authUrl: 'http://127.0.0.1:1',
      retryCodes: ['-4', '-7'],
    });
  });

  it('no bucket is needed, and one that is set is no part of the account', () => {
    const { ROLLCALL_BUCKET, ...others } = ACCOUNT;
    expect(credentialsOf(load({ ...FACEID, ...others }))).toMatchObject({ bucket: '' });
    expect(credentialsOf(load({ ...FACEID, ...others, ROLLCALL_BUCKET }))).toMatchObject({ bucket: '' });
  });

  it('what is missing is named, and the bucket is not', () => {
    expect(() => credentialsOf(load(FACEID))).toThrow(
      'Not set: ROLLCALL_APPID, ROLLCALL_SECRET_ID, ROLLCALL_SECRET_KEY.',
    );
  });

  it('codes of another form are refused with some as they should be', () => {
    expect(complaint({ ...FACEID, ROLLCALL_RETRY_CODES: '-4;InternalError' })).toBe(
      'The environment is not usable: ROLLCALL_RETRY_CODES must be codes separated by commas, such as -4,-6,InternalError.',
    );
    expect(complaint({ ROLLCALL_RETRY_CODES: 'InternalError' })).toContain('such as 15,107,108');
    // Settings of the former service would have nothing of this one tried again, or counted as billed.
    for (const [name, codes] of [
      ['ROLLCALL_RETRY_CODES', '15, 107,108,InternalError'],
      ['ROLLCALL_BILLABLE_CODES', '0,-1,15,107,108'],
    ] as const)
      expect(complaint({ ...FACEID, [name]: codes })).toBe(
        `The environment is not usable: ${name} has codes of youtu (15, 107, 108), which mean nothing to faceid: without it those of faceid hold.`,
      );
    expect(load({ ...FACEID, ROLLCALL_RETRY_CODES: '-4,-99,NewError' }).retryCodes).toEqual([
      '-4',
      '-99',
      'NewError',
    ]);
  });

  it('a provider that there is not is refused with those that there are', () => {
    expect(complaint({ ROLLCALL_PROVIDER: 'aliyun' })).toContain('ROLLCALL_PROVIDER must be youtu or faceid');
  });
});

describe('an empty variable', () => {
  it('is an unset one', () => {
    expect(
      load({ ROLLCALL_TIMEOUT_MS: '', ROLLCALL_RATE: '', REDIS_URL: '', ROLLCALL_KEY: '' }),
    ).toMatchObject({
      timeoutMs: 10_000,
      rate: undefined,
      redisUrl: undefined,
      key: undefined,
    });
  });

  it('leaves what .env says', () => {
    expect(load({ ROLLCALL_TIMEOUT_MS: '' }, { '.env': 'ROLLCALL_TIMEOUT_MS=77\n' }).timeoutMs).toBe(77);
  });

  it('is unset in .env too', () => {
    expect(load({}, { '.env': 'ROLLCALL_APPID=\nROLLCALL_RATE=\n' })).toMatchObject({
      appid: undefined,
      rate: undefined,
    });
  });
});

describe('.env', () => {
  it('is read from the working directory, quotes and comments understood', () => {
    const text =
      '# account\nROLLCALL_APPID=125\nexport ROLLCALL_BUCKET="my bucket"\nROLLCALL_RATE=2.5 # a second\n';
    expect(load({}, { '.env': text })).toMatchObject({ appid: '125', bucket: 'my bucket', rate: 2.5 });
  });

  it('yields to the process’s own variables', () => {
    expect(load({ ROLLCALL_APPID: 'own' }, { '.env': 'ROLLCALL_APPID=file\n' }).appid).toBe('own');
  });

  it.each([
    ['a byte-order mark', '\uFEFFROLLCALL_APPID=125\nROLLCALL_BUCKET=b\n', 'utf8'],
    [
      'a byte-order mark and line ends of Windows',
      '\uFEFFROLLCALL_APPID=125\r\nROLLCALL_BUCKET="b"\r\n',
      'utf8',
    ],
    ['two marks, one of them in the middle', '\uFEFFROLLCALL_APPID=125\n\uFEFFROLLCALL_BUCKET=b\n', 'utf8'],
    ['line ends of an old Mac', 'ROLLCALL_APPID=125\rROLLCALL_BUCKET=b\r', 'utf8'],
    ['UTF-16, as Notepad’s "Unicode"', '\uFEFFROLLCALL_APPID=125\r\nROLLCALL_BUCKET=b\r\n', 'utf16le'],
  ] as const)('with %s loses no variable', (_what, text, encoding) => {
    const place = directory();
    writeFileSync(join(place, '.env'), text, encoding);
    expect(loadConfig({}, place)).toMatchObject({ appid: '125', bucket: 'b' });
  });

  it.each([
    ['UTF-16 without a mark', Buffer.from('ROLLCALL_APPID=125\n', 'utf16le')],
    ['a value that is not UTF-8', Buffer.from([...Buffer.from('ROLLCALL_DATA=/'), 0xca, 0xfd, 0x0a])],
  ])('in %s is told to be saved as UTF-8', (_what, bytes) => {
    const place = directory();
    writeFileSync(join(place, '.env'), bytes);
    expect(() => loadConfig({}, place)).toThrow(/\.env.*UTF-8/);
  });

  it('that can’t be read is told with its path', () => {
    expect(() => loadConfig({}, join(directory({ file: '' }), 'file'))).toThrow(/\.env can't be read/);
  });
});

describe('a secret in a file', () => {
  it.each([
    ['ROLLCALL_SECRET_ID', 'secretId', 'AKIDfile'],
    ['ROLLCALL_SECRET_KEY', 'secretKey', 'key of the file'],
    ['ROLLCALL_KEY', 'key', 'a'.repeat(64)],
    ['REDIS_URL', 'redisUrl', 'redis://:pw@localhost:6379'],
  ])('%s_FILE is read and freed of its line end', (name, key, value) => {
    expect(load({ [`${name}_FILE`]: 'secret' }, { secret: `${value}\n` })).toMatchObject({ [key]: value });
  });

  it('yields to the variable itself', () => {
    const environment = { ROLLCALL_SECRET_KEY: 'direct', ROLLCALL_SECRET_KEY_FILE: 'secret' };
    expect(load(environment, { secret: 'file' }).secretKey).toBe('direct');
  });

  it('that is missing is told by variable and path', () => {
    expect(complaint({ ROLLCALL_SECRET_KEY_FILE: '/nowhere/secret' })).toMatch(
      /ROLLCALL_SECRET_KEY_FILE names \/nowhere\/secret.*ENOENT/,
    );
  });
});

describe('a bad value', () => {
  it.each([
    ['ROLLCALL_AUTH_URL', 'service.image.myqcloud.com', /http:\/\/ or https:\/\//],
    ['ROLLCALL_AUTH_URL', 'ftp://host', /http:\/\/ or https:\/\//],
    ['ROLLCALL_AUTH_URL', 'http://user:pw-never-said@host', /no user or password/],
    ['ROLLCALL_STAT_URL', 'https://pw-never-said@host/', /no user or password/],
    ['ROLLCALL_RATE', '0.0001', /at least 0\.001/],
    ['ROLLCALL_STAT_URL', 'image', /http:\/\/ or https:\/\//],
    ['REDIS_URL', 'localhost:6379', /redis:\/\/HOST.*redis\+sentinel:\/\/.*rediss/],
    ['ROLLCALL_KEY', 'abc', /64 hexadecimal digits/],
    ['ROLLCALL_KEY', 'g'.repeat(64), /64 hexadecimal digits/],
    ['ROLLCALL_TIMEOUT_MS', 'soon', /must be a number/],
    ['ROLLCALL_TIMEOUT_MS', '0', /greater than 0/],
    ['ROLLCALL_TIMEOUT_MS', '-5', /greater than 0/],
    ['ROLLCALL_TIMEOUT_MS', '1.5', /whole number/],
    ['ROLLCALL_BACKOFF_BASE_MS', 'x', /must be a number/],
    ['ROLLCALL_BACKOFF_MAX_MS', '0', /greater than 0/],
    ['ROLLCALL_RATE', '0', /greater than 0/],
    ['ROLLCALL_RATE', 'fast', /must be a number/],
    ['ROLLCALL_RATE', 'Infinity', /must be a number/],
    ['ROLLCALL_CONCURRENCY', '2.5', /whole number/],
    ['ROLLCALL_MAX_ATTEMPTS', '0', /greater than 0/],
    ['ROLLCALL_RETRY_CODES', '15;107', /separated by commas/],
    ['ROLLCALL_RETRY_CODES', '15,,107', /separated by commas/],
    ['ROLLCALL_BILLABLE_CODES', 'all', /separated by commas/],
    ['ROLLCALL_PRICE', '0,35', /decimal such as/],
    ['ROLLCALL_PRICE', '-1', /decimal such as/],
    ['ROLLCALL_PRICE', '1e3', /decimal such as/],
    ['ROLLCALL_LOG_LEVEL', 'loud', /level such as/],
  ])('of %s, "%s", is refused by the variable’s name and what it must be', (name, value, wanted) => {
    const message = complaint({ [name]: value });
    expect(message).toContain(name);
    expect(message).toMatch(wanted);
  });

  it('doesn’t hide another one', () => {
    const message = complaint({ ROLLCALL_TIMEOUT_MS: 'x', ROLLCALL_LOG_LEVEL: 'y' });
    expect(message).toMatch(/ROLLCALL_TIMEOUT_MS.*ROLLCALL_LOG_LEVEL/);
  });

  it('of Redis has the password of REDIS_PASSWORD, unless the URL has its own', () => {
    const files = { password: 'p@ss/w:rd\n' };
    const url = (redisUrl: string): string | undefined =>
      load({ REDIS_URL: redisUrl, REDIS_PASSWORD_FILE: 'password' }, files).redisUrl;
    expect(url('redis://redis:6379')).toBe('redis://:p%40ss%2Fw%3Ard@redis:6379');
    expect(url('rediss://rollcall@redis:6379/2')).toBe('rediss://rollcall:p%40ss%2Fw%3Ard@redis:6379/2');
    expect(url('redis://:own@redis:6379')).toBe('redis://:own@redis:6379');
    expect(url('redis+sentinel://a,b/m')).toBe('redis+sentinel://:p%40ss%2Fw%3Ard@a:26379,b:26379/m');
    expect(load({ REDIS_PASSWORD: 'x' }).redisUrl).toBeUndefined();
  });

  it('of Redis has the password of REDIS_SENTINEL_PASSWORD where there are Sentinels', () => {
    const url = (redisUrl: string): string | undefined =>
      load({ REDIS_URL: redisUrl, REDIS_SENTINEL_PASSWORD: 's p' }).redisUrl;
    expect(url('redis+sentinel://a/m')).toBe('redis+sentinel://a:26379/m?sentinel_password=s+p');
    expect(url('redis://a')).toBe('redis://a:6379');
  });

  it.each(['ROLLCALL_KEY', 'REDIS_URL'])('of the secret %s is not repeated', (name) => {
    expect(complaint({ [name]: SECRET })).not.toContain(SECRET);
    expect(complaint({ [`${name}_FILE`]: 'f' }, { f: SECRET })).not.toContain(SECRET);
  });

  it.each([
    'redis://:se/cret@host:6379',
    'redis://:se#cret@host:6379',
    'redis://:se?cret@host:6379/1',
    'redis://ann:12/34cret@host',
    'rediss://ann:se/c?r#cret@host:6379',
    'redis+sentinel://:se/cret@a,b/master',
    'redis+cluster://:/cret@a,b',
  ])('of REDIS_URL whose password ends the host early is told how to write it: %s', (url) => {
    const message = complaint({ REDIS_URL: url });
    expect(message).toMatch(/REDIS_URL.*%2F, %3F and %23.*REDIS_PASSWORD/);
    expect(message).not.toMatch(/cret|ann/);
  });

  it.each([
    ['HTTP_PROXY', 'socks5://ann:secret@p:1', /HTTP_PROXY.*SOCKS/],
    ['http_proxy', 'http://ann:sec/ret@p:1', /HTTP_PROXY.*USER:PASSWORD@/],
    ['HTTPS_PROXY', 'nothing at all', /HTTPS_PROXY.*must be http/],
    ['ALL_PROXY', 'socks5h://p:1', /ALL_PROXY.*SOCKS/],
  ])('of %s is told before anything begins', (name, value, wanted) => {
    const message = complaint({ [name]: value });
    expect(message).toMatch(wanted);
    expect(message).not.toMatch(/secret|ann|ret@/);
    expect(() => load({ [name]: value, NO_PROXY: '*' })).not.toThrow();
  });

  it('beside secrets doesn’t bring them out', () => {
    expect(complaint({ ...ACCOUNT, ROLLCALL_RATE: 'x' })).not.toContain(SECRET);
  });
});

describe('a good value', () => {
  it('loses the slashes at the end of a URL and keeps its path', () => {
    expect(load({ ROLLCALL_AUTH_URL: 'https://proxy.example/idcard//' }).authUrl).toBe(
      'https://proxy.example/idcard',
    );
  });

  it('may have blanks between codes', () => {
    expect(load({ ROLLCALL_RETRY_CODES: ' 15 , -5807 ' }).retryCodes).toEqual(['15', '-5807']);
  });

  it('keeps a price as it was written', () => {
    expect(load({ ROLLCALL_PRICE: '0.350' }).price).toBe('0.350');
  });

  it('of ALL_PROXY is for whatever has no proxy of its own', () => {
    expect(load({ ALL_PROXY: 'a:1', HTTPS_PROXY: 'b:2' }).proxy).toEqual({
      httpProxy: 'a:1',
      httpsProxy: 'b:2',
    });
    expect(load({ all_proxy: 'a:1' }).proxy).toEqual({ httpProxy: 'a:1', httpsProxy: 'a:1' });
  });

  it.each([
    [{ no_proxy: 'inside' }, 'NO_PROXY=of-file', { noProxy: 'inside' }],
    [{ NO_PROXY: 'inside' }, 'no_proxy=of-file', { noProxy: 'inside' }],
    [{ no_proxy: '' }, 'NO_PROXY=of-file', { noProxy: 'of-file' }],
    [{ no_proxy: 'low', NO_PROXY: 'up' }, 'NO_PROXY=of-file', { noProxy: 'up' }],
    [{ http_proxy: 'ours:1' }, 'HTTP_PROXY=file:1', { httpProxy: 'ours:1' }],
    [{ https_proxy: 'ours:1' }, 'HTTPS_PROXY=file:1', { httpsProxy: 'ours:1' }],
    [{ all_proxy: 'ours:1' }, 'ALL_PROXY=file:1', { httpProxy: 'ours:1', httpsProxy: 'ours:1' }],
  ])(
    'of the proxy in the environment (%o) win over .env (%s), however spelt',
    (environment, line, wanted) => {
      expect(load(environment, { '.env': `${line}\n` }).proxy).toEqual(wanted);
    },
  );

  it('of the proxy may be in lower case', () => {
    expect(load({ https_proxy: 'http://p:1', no_proxy: 'localhost' }).proxy).toEqual({
      httpsProxy: 'http://p:1',
      noProxy: 'localhost',
    });
  });
});

describe('credentials', () => {
  it('are the four of them', () => {
    expect(credentialsOf(load(ACCOUNT))).toEqual({
      appid: '1250000000',
      bucket: 'bucket',
      secretId: 'AKIDx',
      secretKey: SECRET,
    });
  });

  it('that are missing are named, and only those', () => {
    const { ROLLCALL_BUCKET: _, ROLLCALL_SECRET_KEY: __, ...rest } = ACCOUNT;
    const config = load(rest);
    expect(() => credentialsOf(config)).toThrow(
      'Not set: ROLLCALL_BUCKET, ROLLCALL_SECRET_KEY. Set them in the environment or in a .env file.',
    );
  });

  it('that are there are not in the message about those that are not', () => {
    const config = load({ ROLLCALL_SECRET_KEY: SECRET });
    let message = '';
    try {
      credentialsOf(config);
    } catch (error) {
      message = String(error);
    }
    expect(message).toContain('ROLLCALL_APPID');
    expect(message).not.toContain(SECRET);
  });
});

describe('traces', () => {
  const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' };

  it('are off unless a collector is named in the environment itself, and can be switched off again', () => {
    expect(load({}).tracing).toBeUndefined();
    expect(
      load({}, { '.env': 'OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318\n' }).tracing,
    ).toBeUndefined();
    expect(load({ ...endpoint, OTEL_SDK_DISABLED: 'true' }).tracing).toBeUndefined();
    expect(load({ ...endpoint, OTEL_TRACES_EXPORTER: 'none' }).tracing).toBeUndefined();
    expect(load(endpoint).tracing).toEqual({ protocol: 'http/protobuf', serviceName: 'rollcall' });
  });

  it('refuse a protocol that is not spoken, and say which are', () => {
    expect(complaint({ ...endpoint, OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' })).toMatch(
      /grpc.*http\/protobuf or http\/json/,
    );
  });
});

describe('what is wrong with settings', () => {
  it('is said in Chinese, too: of each variable what it must be', () => {
    const said = (environment: Record<string, string>): string => {
      try {
        load(environment);
      } catch (error) {
        if (error instanceof UserError) return error.inWords('zh');
      }
      return 'nothing was wrong';
    };
    expect(
      said({ ROLLCALL_RATE: '-1', ROLLCALL_TIMEOUT_MS: '600001', REDIS_URL: 'redis+cluster://h/1' }),
    ).toBe(
      '环境变量的设置无效：变量 REDIS_URL 不能指定数据库：集群只有一个数据库；' +
        '变量 ROLLCALL_TIMEOUT_MS 不能大于 600000；变量 ROLLCALL_RATE 必须大于 0；' +
        '变量 ROLLCALL_RATE 不能小于 0.001，即每 1000 秒一次调用。',
    );
    expect(said({ ROLLCALL_RETRY_CODES: 'x' })).toContain(
      '变量 ROLLCALL_RETRY_CODES 必须是用英文逗号分隔的返回码',
    );
    expect(said({ HTTPS_PROXY: 'socks5://h' })).toContain(
      '变量 HTTPS_PROXY（或 ALL_PROXY）指定了 SOCKS 代理',
    );
  });
});
