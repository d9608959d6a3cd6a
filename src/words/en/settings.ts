// English: settings that can't be used. What a variable must be stands behind the variable's name.

export const settings = {
  unusable: ({ what }: { what: string }) => `The environment is not usable: ${what}.`,
  variable: ({ name, what }: { name: string; what: string }) => `${name} ${what}`,
  /** Between several of these. */
  separator: '; ',

  mustBeUrl: 'must be an http:// or https:// URL',
  mustHaveNoLogin:
    'must have no user or password in it: requests are signed with ROLLCALL_SECRET_ID and _KEY',
  mustBeNumber: 'must be a number',
  mustBeWhole: 'must be a whole number',
  mustBePositive: 'must be greater than 0',
  mustNotBeNegative: 'must be 0 or more',
  mustBeAtMost: ({ limit }: { limit: number }) => `must be at most ${limit}`,
  mustBeAtLeastRate: ({ rate }: { rate: number }) => `must be at least ${rate}: one call in 1000 seconds`,
  mustBeOneOf: ({ choices }: { choices: string }) => `must be ${choices}`,
  /** Between the choices. */
  or: ' or ',
  mustBeKey: 'must be 64 hexadecimal digits',
  mustBeDecimal: 'must be a decimal such as 0.35',
  mustBeLevel: 'must be a level such as info or debug',
  mustBeHosts:
    'must be hosts between commas, each with a port or without, such as hooks.lan or 10.0.0.5:8080',
  codesOfOther: ({ codes, provider, other }: { codes: string; provider: string; other: string }) =>
    `has codes of ${other} (${codes}), which mean nothing to ${provider}: without it those of ${provider} hold`,
  mustBeCodes: ({ example }: { example: string }) => `must be codes separated by commas, such as ${example}`,
  traceProtocol: ({ given, spoken }: { given: string; spoken: string }) =>
    `is ${given}; traces go out as ${spoken}`,

  // The address of Redis.
  redisForm:
    'must be redis://HOST:PORT, redis+sentinel://HOST:PORT,HOST:PORT/MASTER or redis+cluster://HOST:PORT,HOST:PORT (rediss… for TLS)',
  redisUnencoded:
    'has a slash, a question or a number sign before its last @: in a password they are written %2F, %3F and %23. REDIS_PASSWORD takes a password as it is',
  redisMaster: "must name the Sentinels' master behind the hosts, as in redis+sentinel://HOST/mymaster",
  redisDatabase: 'must have the number of a database, or nothing, at its end',
  redisClusterDatabase: 'must name no database: a cluster has but one',
  redisHosts: 'must have HOST or HOST:PORT between // and the next /, several with commas between',
  redisOneHost: 'must name one host; several belong to redis+sentinel:// or redis+cluster://',
  redisOptions: ({ options }: { options: string }) => `must have no other options than ${options}`,

  // Proxies.
  proxy: ({ name, what }: { name: string; what: string }) => `${name} (or ALL_PROXY) ${what}`,
  proxySocks:
    'names a SOCKS proxy, which Rollcall does not speak: name an http:// proxy, or put the host of the service into NO_PROXY',
  proxyForm:
    'must be http://HOST:PORT or https://HOST:PORT, with USER:PASSWORD@ before HOST where the proxy wants a login; in both, / # ? @ and % are written %2F %23 %3F %40 %25',

  // Files that settings come from.
  secretFile: ({ name, file, why }: { name: string; file: string; why: string }) =>
    `${name}_FILE names ${file}, which can't be read: ${why}.`,
  unreadableFile: ({ path, why }: { path: string; why: string }) => `${path} can't be read: ${why}.`,
  notUtf8: ({ path }: { path: string }) => `${path} is not text in UTF-8. Save it as UTF-8.`,
  valueNotUtf8: ({ path, name }: { path: string; name: string }) =>
    `${path}: the value of ${name} is not text in UTF-8. Save the file as UTF-8.`,

  // Credentials, keys and the provider.
  notSet: ({ names }: { names: string }) =>
    `Not set: ${names}. Set them in the environment or in a .env file.`,
  unknownProvider: ({ id, known }: { id: string; known: string }) =>
    `There is no provider "${id}". Those that there are: ${known}.`,
  exchanged:
    'ROLLCALL_SECRET_ID and ROLLCALL_SECRET_KEY stand in each other’s place: a SecretId begins with AKID. Exchange them.',
  unusableCharacter: ({ name, at, length }: { name: string; at: number; length: number }) =>
    `${name} can't be one: its character ${at} of ${length} is a blank, a sign or a letter that none has. Copy it again from the console.`,
  urlWithPath: ({ name, url, service }: { name: string; url: string; service: string }) =>
    `${name} is ${url}, with a path that requests to ${service} can't have. Give it without.`,
  plainHttp: ({ name, url }: { name: string; url: string }) =>
    `${name} is plain http: names, numbers and calls would travel unencrypted. Set it to ${url}.`,
  unknownRegion: ({ name, region, host }: { name: string; region: string; host: string }) =>
    `${name} names the region "${region}", which can't be one: a region looks like ap-guangzhou. ${host} needs none.`,
  wrongHost: ({
    name,
    host,
    service,
    cloud,
  }: {
    name: string;
    host: string;
    service: string;
    cloud: string;
  }) =>
    `${name} names ${host}, which is not the provider's "${service}". It is ${service}.${cloud}, or with a region ${service}.ap-guangzhou.${cloud}.`,
  missingKey: ({ path }: { path: string }) =>
    `Set ROLLCALL_KEY to the key of the batch workers (${path} is not there): rows in Redis are encrypted with it.`,
  noKey: ({ path }: { path: string }) =>
    `${path} is not a key: 64 hexadecimal digits. Put back the one that was there; without it the rows of unfinished batches in Redis can't be read.`,
  noPrice: ({ price }: { price: string }) => `The price "${price}" is no decimal such as 0.35.`,

  metricsPort: ({ address, why }: { address: string; why: string }) =>
    `The metrics can't be served on ${address}: ${why}. Choose another --metrics-port (0 takes a free one) or --metrics-host.`,
};
