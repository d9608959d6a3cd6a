// Holds docker-compose.yml and docs/kubernetes against the schemas of those who read them, by hand:
//
//   node test/deploy/manifests.mjs
//
// Kubernetes' and KEDA's schemas come from npm into a directory of their own, which is removed at the end: values are
// validated at run time, and TypeScript finds fields that don't exist. `kubectl kustomize` puts the manifests together,
// and `docker compose` (or `docker-compose`) reads the Compose file; neither needs a server or an engine.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseAllDocuments } from 'yaml';
import { run, say, SetupError } from '../../tools/setup/tool.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SCHEMAS = ['kubernetes-models@5.1.0', '@kubernetes-models/keda@2.0.0', '@types/node@20.19.43'];

/** @typedef {{ apiVersion: string, kind: string, metadata: { name: string } }} Manifest */

const work = mkdtempSync(join(tmpdir(), 'rollcall-manifests-'));
try {
  readCompose();
  const manifests = readKubernetes();
  say(`Getting the schemas (${SCHEMAS.join(', ')}) …`);
  writeFileSync(join(work, 'package.json'), '{ "type": "module", "private": true }');
  run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...SCHEMAS], { cwd: work });
  await validateValues(manifests);
  findUnknownFields(manifests);
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  say(error.message);
  process.exitCode = 1;
} finally {
  rmSync(work, { recursive: true, force: true });
}

function readCompose() {
  const clients = [
    ['docker', 'compose'],
    ['docker-compose', ''],
  ];
  for (const [program = '', word = ''] of clients) {
    const before = word === '' ? [] : [word];
    if (spawnSync(program, [...before, 'version']).status !== 0) continue;
    run(program, [...before, '--file', join(ROOT, 'docker-compose.yml'), 'config', '--quiet'], { cwd: ROOT });
    return say(`docker-compose.yml: read by ${[program, ...before].join(' ')}`);
  }
  throw new SetupError('Neither docker compose nor docker-compose is here to read docker-compose.yml.');
}

/** @returns {Manifest[]} */
function readKubernetes() {
  const text = run('kubectl', ['kustomize', join(ROOT, 'docs', 'kubernetes')]);
  const manifests = parseAllDocuments(text).map((document) => /** @type {Manifest} */ (document.toJS()));
  say(`docs/kubernetes: put together by kubectl, ${manifests.length} manifests`);
  return manifests;
}

/**
 * The package and the file in it that know a manifest's kind.
 *
 * @param {Manifest} manifest
 */
function moduleOf({ apiVersion, kind }) {
  const [group, version = group] = apiVersion.split('/');
  if (group === 'keda.sh') return `@kubernetes-models/keda/keda.sh/${version}/${kind}`;
  return apiVersion.includes('/')
    ? `kubernetes-models/${group}/${version}/${kind}`
    : `kubernetes-models/${apiVersion}/${kind}`;
}

/** @param {readonly Manifest[]} manifests */
async function validateValues(manifests) {
  for (const manifest of manifests) {
    const file = pathToFileURL(join(work, 'node_modules', `${moduleOf(manifest)}.js`)).href;
    const module = /** @type {Record<string, new (data: unknown) => { validate(): void }>} */ (
      await import(file)
    );
    const Model = module[manifest.kind];
    if (Model === undefined) throw new SetupError(`nobody knows the kind ${manifest.kind}`);
    try {
      new Model(manifest).validate();
    } catch (error) {
      throw new SetupError(`${manifest.kind} ${manifest.metadata.name}: ${String(error)}`);
    }
  }
  say('Values: as the schemas want them');
}

/**
 * A field too many is an error in an object literal of a known type. First with one that is wrong, so that it is known
 * that this finds anything.
 *
 * @param {readonly Manifest[]} manifests
 */
function findUnknownFields(manifests) {
  symlinkSync(join(ROOT, 'node_modules', 'typescript'), join(work, 'node_modules', 'typescript'));
  const wrong = manifests.map((manifest) => ({ ...manifest, spec: { misspelt: true } }));
  if (typesHold(wrong) === '') throw new SetupError('A wrong field was not found: this checks nothing.');
  const said = typesHold(manifests);
  if (said !== '') throw new SetupError(said);
  say('Fields: none that the schemas do not have');
}

/**
 * @param {readonly Manifest[]} manifests
 * @returns {string} what the compiler says
 */
function typesHold(manifests) {
  const lines = manifests.flatMap((manifest, index) => [
    `import type { I${manifest.kind} as T${index} } from '${moduleOf(manifest)}';`,
    `export const m${index}: T${index} = ${JSON.stringify(manifest)};`,
  ]);
  writeFileSync(join(work, 'manifests.ts'), `${lines.join('\n')}\n`);
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  const options = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--types', 'node'];
  const { status, stdout } = spawnSync(process.execPath, [tsc, ...options, 'manifests.ts'], {
    cwd: work,
    encoding: 'utf8',
  });
  return status === 0 ? '' : stdout;
}
