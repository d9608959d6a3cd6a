// docker-compose.yml, the Dockerfile and .dockerignore held against what they are to promise. No engine is needed.

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { loadConfig } from '../../src/config.js';

const root = new URL('../../', import.meta.url);
const main = fileURLToPath(new URL('dist/programs/rollcall.js', root));

const bind = z.object({
  type: z.literal('bind'),
  source: z.string(),
  target: z.string(),
  read_only: z.boolean(),
});
const service = z.looseObject({
  image: z.string(),
  user: z.string(),
  read_only: z.boolean(),
  cap_drop: z.array(z.string()),
  security_opt: z.array(z.string()),
  tmpfs: z.array(z.string()).default([]),
  command: z.array(z.string()),
  networks: z.array(z.string()),
  mem_limit: z.string(),
  pids_limit: z.number(),
  logging: z.object({ options: z.object({ 'max-size': z.string(), 'max-file': z.string() }) }),
  init: z.literal(true),
  environment: z.record(z.string(), z.string()).default({}),
  secrets: z.array(z.string()).default([]),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.union([z.string(), bind])).default([]),
  profiles: z.array(z.string()).default([]),
  healthcheck: z.object({ test: z.array(z.string()) }),
});
const { services, secrets, volumes, networks } = z
  .object({
    services: z
      .object({ redis: service, batch: service, verify: service, serve: service, simulator: service })
      .strict(),
    secrets: z.record(z.string(), z.object({ file: z.string() })),
    volumes: z.record(z.string(), z.null()),
    networks: z.record(z.string(), z.object({ internal: z.boolean() }).nullable()),
  })
  .parse(parse(read('docker-compose.yml'), { merge: true }));
const ours = [services.batch, services.verify, services.serve, services.simulator];

function read(path: string): string {
  return readFileSync(new URL(path, root), 'utf8');
}

function variablesOfConfig(): string[] {
  const settings = read('src/setting-schema.ts').matchAll(/^ {2}([A-Z_]{4,}):/gm);
  const proxies = read('src/network/proxy-settings.ts').matchAll(/\bof\('([A-Z_]+)'\)/g);
  return [...new Set([...settings, ...proxies].map(([, name]) => name ?? ''))];
}

function help(command: string): string {
  return execFileSync(process.execPath, [main, command, '--help'], { encoding: 'utf8' });
}

describe('every container', () => {
  test.each(Object.entries(services))(
    '%s is not root and can change nothing but its volumes',
    (_, container) => {
      expect(container).toMatchObject({
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
      });
      expect(container.user).toMatch(/^(1000:1000|999:999)$/);
      expect(container['privileged']).toBeUndefined();
      expect(container['network_mode']).toBeUndefined();
    },
  );

  test('talks to those that it has to talk to, and Redis to nobody outside', () => {
    expect(networks).toEqual({ queue: { internal: true }, outside: null });
    const joined = Object.entries(services).map(([name, container]) => [name, container.networks]);
    expect(Object.fromEntries(joined)).toEqual({
      redis: ['queue'],
      batch: ['queue', 'outside'],
      verify: ['queue', 'outside'],
      serve: ['queue', 'outside'],
      simulator: ['outside'],
    });
    expect(services.redis.ports).toEqual([]);
  });

  test.each(Object.entries(services))('%s is reached from this machine alone', (_, container) => {
    for (const port of container.ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
  });
});

describe('Redis', () => {
  test('acknowledges nothing that it could lose, and evicts nothing', () => {
    const command = services.redis.command.join(' ');
    expect(services.redis.image).toMatch(/\bredis:7\b/);
    expect(command).toContain('--appendonly yes');
    expect(command).toContain('--appendfsync always');
    expect(command).toContain('--maxmemory-policy noeviction');
  });

  test('wants a password, which stands in no argument', () => {
    const command = services.redis.command.join(' ');
    expect(services.redis.secrets).toEqual(['redis_password']);
    expect(command).toContain('<<END\nrequirepass $$(cat /run/secrets/redis_password)\nEND');
    expect(command).not.toContain('--requirepass');
  });

  test('keeps its data in a named volume and says when it is ready', () => {
    expect(services.redis.volumes).toEqual(['redis:/data']);
    expect(volumes).toHaveProperty('redis');
    expect(services.redis.healthcheck.test.join(' ')).toContain('redis-cli ping');
    for (const worker of [services.batch, services.verify]) {
      expect(worker['depends_on']).toEqual({ redis: { condition: 'service_healthy' } });
    }
  });
});

describe('the workers', () => {
  test('run the commands that there are', () => {
    expect(services.batch.command).toEqual(['worker', '--role', 'batch']);
    expect(services.verify.command).toEqual(['worker', '--role', 'verify']);
    expect(help('worker')).toMatch(/--role <role>.*verify, batch/s);
  });

  test('the batch worker has a volume of its own for the data, and reads lists without changing them', () => {
    expect(services.batch.volumes[0]).toBe('data:/data');
    expect(services.batch.volumes[1]).toMatchObject({ type: 'bind', target: '/lists', read_only: true });
    expect(volumes).toHaveProperty('data');
  });

  test('verify workers can be as many as are asked for: no name, no port, no file', () => {
    expect(services.verify['container_name']).toBeUndefined();
    expect(services.verify.ports).toEqual([]);
    expect(services.verify.volumes).toEqual([]);
  });

  test('are given no secret in the environment, but files of secrets that are declared', () => {
    const forAll = ['ROLLCALL_SECRET_ID', 'ROLLCALL_SECRET_KEY'];
    const forWorkers = ['ROLLCALL_KEY', 'REDIS_PASSWORD'];
    for (const { environment, secrets: given, profiles } of ours) {
      for (const name of profiles.includes('simulator') ? forAll : [...forAll, ...forWorkers]) {
        expect(environment).not.toHaveProperty(name);
        const path = environment[`${name}_FILE`] ?? '';
        expect(path.startsWith('/run/secrets/')).toBe(true);
        expect(given).toContain(path.slice('/run/secrets/'.length));
      }
      for (const name of given) expect(secrets[name]?.file).toMatch(/^\.\/secrets\//);
    }
  });

  test('hand on every setting that there is, and no other', () => {
    const environment = { ...services.verify.environment };
    for (const [name, value] of Object.entries(environment)) {
      if (name.endsWith('_FILE')) delete environment[name];
      else environment[name] = value.replace(/^\$\{\w+:-\}$/, '');
    }
    expect(loadConfig(environment, '/nonexistent').redisUrl).toBe('redis://redis:6379');
    // The data directory is the image's; the Redis that Compose brings has no Sentinels.
    const elsewhere = ['ROLLCALL_DATA', 'REDIS_SENTINEL_PASSWORD'];
    const given = Object.keys(services.verify.environment).map((name) => name.replace(/_FILE$/, ''));
    expect([...given, ...elsewhere].sort()).toEqual([...variablesOfConfig()].sort());
    expect(read('Dockerfile')).toContain('ROLLCALL_DATA=/data');
  });
});

describe('serve', () => {
  test('is there on demand, in the data and among the processes of the batch worker', () => {
    expect(services.serve.profiles).toEqual(['serve']);
    expect(services.serve.volumes).toEqual(['data:/data']);
    expect(services.serve['pid']).toBe('service:batch');
    expect(services.serve.command).toContain('--no-workers');
    const asked = services.serve.command.filter((word) => word.startsWith('--'));
    for (const option of asked) expect(help('serve')).toContain(option);
  });
});

describe('the simulator', () => {
  test('is there on demand only', () => {
    expect(services.simulator.profiles).toEqual(['simulator']);
    for (const other of [services.redis, services.batch, services.verify]) expect(other.profiles).toEqual([]);
    expect(services.simulator.ports).toEqual(['127.0.0.1:8787:8787']);
    expect(services.simulator.command.join(' ')).toContain('simulate');
    expect(help('simulate')).toContain('--port');
  });

  test('can listen where other containers reach it', () => {
    expect(services.simulator.command).toContain('--host');
    // It speaks the interface that the workers are set to.
    expect(services.simulator.command.join(' ')).toContain('--provider ${ROLLCALL_PROVIDER:-youtu}');
    expect(help('simulate')).toContain('--host');
  });
});

describe('the image', () => {
  const lines = read('Dockerfile').split('\n');
  const copied = lines
    .filter((line) => line.startsWith('COPY ') && !line.includes('--from='))
    .flatMap((line) => line.split(/\s+/).slice(1, -1));

  test('is built from paths that there are and that .dockerignore lets through', () => {
    const allowed = read('.dockerignore').split('\n');
    expect(copied).toContain('src');
    expect(copied.filter((path) => !existsSync(new URL(path, root)))).toEqual([]);
    for (const path of copied) expect(allowed).toContain(`!${path}`);
    expect(allowed).toContain('*');
    expect(allowed.filter((line) => /data|secret|env|fixtures/.test(line) && line.startsWith('!'))).toEqual(
      [],
    );
  });

  test('has stages, and ends in one that is not root', () => {
    const stages = lines.filter((line) => line.startsWith('FROM '));
    expect(stages.length).toBeGreaterThan(1);
    for (const stage of stages) expect(stage).toMatch(/^FROM \$\{NODE\}/);
    expect(lines.find((line) => line.startsWith('ARG NODE='))).toMatch(/:24-bookworm-slim$/);
    expect(lines.slice(lines.lastIndexOf(stages.at(-1) ?? ''))).toContain('USER 1000:1000');
  });

  test('starts the program that package.json names', () => {
    const manifest = z
      .object({ bin: z.object({ rollcall: z.string() }) })
      .parse(JSON.parse(read('package.json')));
    expect(lines).toContain(`ENTRYPOINT ["node", "/app/${manifest.bin.rollcall}"]`);
  });
});
