// Reads REDIS_URL: one server, one that Sentinels name, or a cluster. Pure; it connects to nobody.

import { UserError } from './user-error.js';

interface RedisHost {
  readonly host: string;
  readonly port: number;
}

interface Login {
  readonly username: string | undefined;
  readonly password: string | undefined;
}

export interface RedisAddress {
  readonly kind: 'single' | 'sentinel' | 'cluster';
  readonly tls: boolean;
  /** The login at the servers that hold the data. */
  readonly login: Login;
  /** The server itself, the Sentinels, or some nodes of the cluster. */
  readonly hosts: readonly [RedisHost, ...RedisHost[]];
  /** The name that the Sentinels give the master; undefined for the other kinds. */
  readonly master: string | undefined;
  readonly database: number;
  /** The login at the Sentinels. */
  readonly sentinelLogin: Login;
}

const FORM =
  /^(?<scheme>rediss?)(?:\+(?<kind>sentinel|cluster))?:\/\/(?:(?<login>[^/?#]*)@)?(?<hosts>[^/?#@]+)(?<path>\/[^?#]*)?(?:\?(?<options>[^#]*))?$/;
const HOST = /^(?:\[(?<six>[\da-fA-F:.]+)\]|(?<name>[^:[\]\s]+))(?::(?<port>\d{1,5}))?$/;
const PORTS = { single: 6379, sentinel: 26_379, cluster: 6379 };
const OPTIONS = new Set(['sentinel_username', 'sentinel_password']);

/** @throws UserError that says what the address must be, without repeating it */
export function parseRedisAddress(url: string): RedisAddress {
  try {
    return parse(url);
  } catch (error) {
    if (error instanceof UserError && UNENCODED.test(url)) {
      throw new UserError('invalid-settings', ({ settings }) => settings.redisUnencoded, { cause: error });
    }
    throw error;
  }
}

/** An unencoded sign in a password makes the host end too early. */
const UNENCODED = /:\/\/[^@]*[/?#].*@/s;

function parse(url: string): RedisAddress {
  const parts = FORM.exec(url)?.groups;
  if (parts === undefined) {
    throw new UserError('invalid-settings', ({ settings }) => settings.redisForm);
  }
  const kind = (parts['kind'] ?? 'single') as RedisAddress['kind'];
  const options = optionsOf(parts['options'] ?? '');
  const path = (parts['path'] ?? '')
    .split('/')
    .slice(1)
    .filter((part) => part !== '');
  const master = kind === 'sentinel' ? decoded(path.shift() ?? '') : undefined;
  if (master === '') {
    throw new UserError('invalid-settings', ({ settings }) => settings.redisMaster);
  }
  const [database = '0', ...rest] = path;
  if (rest.length > 0 || !/^\d{1,5}$/.test(database)) {
    throw new UserError('invalid-settings', ({ settings }) => settings.redisDatabase);
  }
  if (kind === 'cluster' && Number(database) !== 0) {
    throw new UserError('invalid-settings', ({ settings }) => settings.redisClusterDatabase);
  }
  return {
    kind,
    tls: parts['scheme'] === 'rediss',
    login: loginOf(parts['login'] ?? ''),
    hosts: hostsOf(parts['hosts'] ?? '', kind),
    master,
    database: Number(database),
    sentinelLogin: {
      username: options.get('sentinel_username') ?? undefined,
      password: options.get('sentinel_password') ?? undefined,
    },
  };
}

/** The address in full, secrets included. */
export function formatRedisAddress(address: RedisAddress): string {
  const { login, sentinelLogin } = address;
  const options = new URLSearchParams({
    ...(sentinelLogin.username === undefined ? {} : { sentinel_username: sentinelLogin.username }),
    ...(sentinelLogin.password === undefined ? {} : { sentinel_password: sentinelLogin.password }),
  }).toString();
  const user = login.username === undefined ? '' : encodeURIComponent(login.username);
  const pass = login.password === undefined ? '' : `:${encodeURIComponent(login.password)}`;
  const [scheme, place = ''] = redisPlace(address).split('://');
  return `${scheme}://${user}${pass}${user + pass === '' ? '' : '@'}${place}${options === '' ? '' : `?${options}`}`;
}

/** The address for people, without secrets. */
export function redisPlace({ kind, tls, hosts, master, database }: RedisAddress): string {
  const scheme = `${tls ? 'rediss' : 'redis'}${kind === 'single' ? '' : `+${kind}`}`;
  const names = hosts.map(({ host, port }) => `${host.includes(':') ? `[${host}]` : host}:${port}`);
  const path = [
    ...(master === undefined ? [] : [encodeURIComponent(master)]),
    ...(database === 0 ? [] : [database]),
  ];
  return `${scheme}://${names.join(',')}${path.map((part) => `/${part}`).join('')}`;
}

function hostsOf(text: string, kind: RedisAddress['kind']): RedisAddress['hosts'] {
  const hosts = text.split(',').map((part): RedisHost => {
    const { six, name, port } = HOST.exec(part)?.groups ?? {};
    const host = six ?? name;
    if (host === undefined || Number(port ?? 1) > 65_535) {
      throw new UserError('invalid-settings', ({ settings }) => settings.redisHosts);
    }
    return { host, port: Number(port ?? PORTS[kind]) };
  });
  const [first, ...others] = hosts;
  if (first === undefined || (kind === 'single' && others.length > 0)) {
    throw new UserError('invalid-settings', ({ settings }) => settings.redisOneHost);
  }
  return [first, ...others];
}

function optionsOf(text: string): URLSearchParams {
  const options = new URLSearchParams(text);
  for (const name of options.keys()) {
    if (!OPTIONS.has(name))
      throw new UserError('invalid-settings', ({ settings }) =>
        settings.redisOptions({ options: [...OPTIONS].join(', ') }),
      );
  }
  return options;
}

function loginOf(text: string): Login {
  const colon = text.indexOf(':');
  const username = decoded(colon < 0 ? text : text.slice(0, colon));
  const password = colon < 0 ? '' : decoded(text.slice(colon + 1));
  return {
    username: username === '' ? undefined : username,
    password: password === '' ? undefined : password,
  };
}

/** A percent sign that encodes nothing belongs to the password. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
