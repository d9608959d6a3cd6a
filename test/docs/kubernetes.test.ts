// docs/kubernetes held against what it is to promise and against the program. No cluster is needed; the schemas are
// asked by hand (test/deploy/manifests.mjs).

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { credentialsOf, loadConfig } from '../../src/config.js';
import { faceid } from '../../src/provider/faceid/index.js';
import { programVersion } from '../../src/program-version.js';
import { accountPrefix, scopeOf, VERIFY_QUEUE } from '../../src/journal/keys.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const DIRECTORY = join(ROOT, 'docs', 'kubernetes');

function read(name: string): string {
  return readFileSync(join(DIRECTORY, name), 'utf8');
}

const manifestSchema = z.looseObject({ apiVersion: z.string(), kind: z.string() });
const files = readdirSync(DIRECTORY).filter((name) => name.endsWith('.yaml'));
const manifests = files.flatMap((name) =>
  parseAllDocuments(read(name), { merge: true }).map((document) => manifestSchema.parse(document.toJS())),
);

function ofKind<Schema extends z.ZodType>(kind: string, schema: Schema): z.infer<Schema>[] {
  return manifests.filter((manifest) => manifest.kind === kind).map((manifest) => schema.parse(manifest));
}

const container = z.looseObject({
  name: z.string(),
  image: z.string(),
  securityContext: z.unknown(),
  resources: z.object({ requests: z.unknown(), limits: z.object({ memory: z.string() }) }),
  readinessProbe: z.unknown(),
  livenessProbe: z.unknown(),
  args: z.array(z.string()).optional(),
});
const workload = z.looseObject({
  metadata: z.object({ name: z.string() }),
  spec: z.looseObject({
    replicas: z.number().optional(),
    template: z.looseObject({
      metadata: z.object({ labels: z.record(z.string(), z.string()) }),
      spec: z.looseObject({
        automountServiceAccountToken: z.boolean(),
        terminationGracePeriodSeconds: z.number(),
        securityContext: z.looseObject({ runAsUser: z.number() }),
        containers: z.array(container),
      }),
    }),
  }),
});
const workloads = [...ofKind('StatefulSet', workload), ...ofKind('Deployment', workload)];
const settings = parseEnv(read('settings.env'));
const account = {
  authUrl: settings['ROLLCALL_AUTH_URL'] ?? '',
  appid: settings['ROLLCALL_APPID'] ?? '',
  bucket: settings['ROLLCALL_BUCKET'] ?? '',
};

describe('the workloads', () => {
  test('are Redis, the batch worker and verify workers, as many as KEDA wants', () => {
    const replicas = workloads.map(({ metadata, spec }) => [metadata.name, spec.replicas]);
    expect(replicas).toEqual([
      ['rollcall-batch', 1],
      ['rollcall-redis', 1],
      ['rollcall-verify', undefined],
    ]);
    const args = workloads.flatMap(({ spec }) =>
      spec.template.spec.containers.flatMap((one) => one.args ?? []),
    );
    const words = args.filter((word) => !word.startsWith('--') || word === '--role');
    expect(words).toEqual(['worker', '--role', 'batch', 'serve', 'worker', '--role', 'verify']);
  });

  test.each(workloads.map((each) => [each.metadata.name, each.spec.template.spec] as const))(
    '%s is not root, writes to its volumes alone and asks the cluster nothing',
    (_, pod) => {
      expect(pod.automountServiceAccountToken).toBe(false);
      expect(pod.securityContext).toMatchObject({
        runAsNonRoot: true,
        seccompProfile: { type: 'RuntimeDefault' },
      });
      expect(pod.securityContext.runAsUser).toBeGreaterThan(0);
      // Longer than a call's time-out.
      expect(pod.terminationGracePeriodSeconds * 1000).toBeGreaterThan(2 * loadConfig({}, '/none').timeoutMs);
      for (const { securityContext } of pod.containers) {
        expect(securityContext).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        });
      }
    },
  );

  test('run the image of this version', () => {
    const [, tag] = /^ +newTag: (.*)$/m.exec(read('kustomization.yaml')) ?? [];
    expect(tag).toBe(programVersion());
  });

  test('have probes and a limit of memory', () => {
    for (const { spec } of workloads) {
      for (const { readinessProbe, livenessProbe, resources } of spec.template.spec.containers) {
        expect(readinessProbe).toBeDefined();
        expect(livenessProbe).toBeDefined();
        expect(resources.limits.memory).toMatch(/Mi|Gi/);
      }
    }
  });

  test('take settings that there are, and secrets from files', () => {
    const known = readFileSync(join(ROOT, 'src', 'setting-schema.ts'), 'utf8');
    for (const name of Object.keys(settings)) expect(known).toContain(`${name.replace(/_FILE$/, '')}:`);
    const secrets = Object.entries(settings).filter(([name]) => name.endsWith('_FILE'));
    expect(secrets.map(([, path]) => (path ?? '').replace('/run/secrets/rollcall/', '')).sort()).toEqual([
      'key',
      'redis_password',
      'secret_id',
      'secret_key',
    ]);
    expect(manifests.filter(({ kind }) => kind === 'Secret')).toEqual([]);
  });
});

describe('the way to the other service', () => {
  test('is described with its provider, its address, and the name of its queue', () => {
    const page = readFileSync(join(ROOT, 'docs', 'deployment.md'), 'utf8');
    expect(Object.keys(settings)).toContain('ROLLCALL_PROVIDER');
    expect(page).toContain(`ROLLCALL_PROVIDER=${faceid.id}`);
    expect(page).toContain(`ROLLCALL_AUTH_URL=${faceid.authUrl}`);
    expect(page).toContain(`\`ROLLCALL_RATE\` is ${faceid.callsPerSecond}`);
    const loaded = loadConfig(
      {
        ROLLCALL_PROVIDER: 'faceid',
        ROLLCALL_APPID: 'a',
        ROLLCALL_BUCKET: '',
        ROLLCALL_SECRET_ID: 'AKIDx',
        ROLLCALL_SECRET_KEY: 'k',
      },
      '/none',
    );
    const { bucket } = credentialsOf(loaded);
    // What the page's printf makes of an unset bucket.
    expect(JSON.stringify([loaded.authUrl, 'a', bucket])).toBe(`["${faceid.authUrl}","a",""]`);
  });
});

describe('scaling', () => {
  const scaled = z.looseObject({
    spec: z.looseObject({
      scaleTargetRef: z.object({ name: z.string() }),
      advanced: z.looseObject({ scalingModifiers: z.looseObject({ formula: z.string() }) }),
      triggers: z.array(
        z.looseObject({ type: z.string(), name: z.string(), metadata: z.record(z.string(), z.string()) }),
      ),
    }),
  });
  const { spec } = scaled.parse(ofKind('ScaledObject', scaled)[0]);

  test('counts the slices of the account in all four places where BullMQ keeps them', () => {
    const queue = `${accountPrefix(scopeOf(account))}:${VERIFY_QUEUE}`;
    expect(spec.triggers.map(({ metadata }) => metadata['listName'])).toEqual([
      `${queue}:wait`,
      `${queue}:prioritized`,
      `${queue}:delayed`,
      `${queue}:active`,
    ]);
    expect(spec.advanced.scalingModifiers.formula).toBe(spec.triggers.map(({ name }) => name).join(' + '));
    expect(workloads.map(({ metadata }) => metadata.name)).toContain(spec.scaleTargetRef.name);
  });

  test('is pointed at an account by the line that docs/deployment.md has', () => {
    const page = readFileSync(join(ROOT, 'docs', 'deployment.md'), 'utf8');
    const line = /^ *(printf .*sha256sum.*)$/m.exec(page)?.[1] ?? 'false';
    const env = {
      PATH: process.env['PATH'],
      ROLLCALL_AUTH_URL: account.authUrl,
      ROLLCALL_APPID: account.appid,
      ROLLCALL_BUCKET: account.bucket,
    };
    expect(execFileSync('sh', ['-c', line], { encoding: 'utf8', env }).trim()).toBe(scopeOf(account));
  });
});

describe('the network', () => {
  const policy = z.looseObject({
    metadata: z.object({ name: z.string() }),
    spec: z.looseObject({
      podSelector: z.unknown(),
      policyTypes: z.array(z.string()),
      egress: z.unknown().optional(),
    }),
  });
  const policies = new Map(ofKind('NetworkPolicy', policy).map((each) => [each.metadata.name, each.spec]));

  test('is closed but for what is said', () => {
    expect(policies.get('nobody')).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
    expect(policies.get('redis')?.egress).toBeUndefined();
    expect(JSON.stringify(policies.get('workers')?.egress)).toContain(
      '"app.kubernetes.io/name":"rollcall-redis"',
    );
  });
});
