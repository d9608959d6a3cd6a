// `npm run release -- VERSION`: puts the version into the files that name it, cuts the changelog, packs, commits and
// tags. All of it or nothing: what fails, or is stopped, leaves the checkout as it was. Publishes nothing.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { artifactNames, makeArtifacts } from './artifacts.mjs';
import { cut } from './changelog.mjs';
import { heedSignals, ignoreSignals, ReleaseError, run } from './commands.mjs';
import { refuseLeftovers, refuseOtherChanges, refuseState, refuseVersion } from './refusals.mjs';

const USAGE = `Usage: npm run release -- VERSION [--no-pack]

On a clean working tree: sets the version, cuts the unreleased changes of CHANGELOG.md into it, packs
release/rollcall-VERSION.tgz with its .sha256 and a bill of materials (.cdx.json), commits, and tags vVERSION.
  --no-pack   without the files in release/
`;

/** Files that name the version, and how each is given a new one. The image's tag in the manifests is the version. */
const EDITS = {
  'package.json': inManifest,
  'package-lock.json': inManifest,
  'docs/kubernetes/kustomization.yaml': inManifests,
};
const CHANGELOG = 'CHANGELOG.md';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** @typedef {{ name: string, version: string }} Versioned */

/** @param {string} text @param {string} version */
function inManifest(text, version) {
  const manifest = /** @type {Versioned & { packages?: Record<string, Versioned> }} */ (JSON.parse(text));
  manifest.version = version;
  const own = manifest.packages?.[''];
  if (own !== undefined) own.version = version;
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

/** @param {string} text @param {string} version */
function inManifests(text, version) {
  if (!/^ +newTag: .*$/m.test(text)) throw new ReleaseError('docs/kubernetes/kustomization.yaml has no newTag.');
  return text.replace(/^( +newTag: ).*$/m, `$1${version}`);
}

/** @param {string} file */
const read = (file) => readFileSync(join(root, file), 'utf8');

/** By this machine's clock and zone. */
function today() {
  const now = new Date();
  const [month, day] = [now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0'));
  return `${now.getFullYear()}-${month}-${day}`;
}

/** @param {string} version @returns {Map<string, string>} the files that change, with what they will hold */
function changedFiles(version) {
  const changes = cut(read(CHANGELOG), version, today());
  if ('problem' in changes) throw new ReleaseError(`${CHANGELOG}: ${changes.problem}.`);
  const edited = Object.entries(EDITS).map(
    ([file, edit]) => /** @type {const} */ ([file, edit(read(file), version)]),
  );
  return new Map([[CHANGELOG, changes.text], ...edited]);
}

/** @returns {{ version: string, pack: boolean } | undefined} undefined where the usage is asked for */
function askedFor() {
  const options = /** @type {const} */ ({ 'no-pack': { type: 'boolean' }, help: { type: 'boolean', short: 'h' } });
  let parsed;
  try {
    parsed = parseArgs({ options, allowPositionals: true });
  } catch (error) {
    throw new ReleaseError(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
  const { values, positionals } = parsed;
  if (values.help) return undefined;
  const [version, ...others] = positionals;
  if (version === undefined || others.length > 0) throw new ReleaseError(`One version, please.\n\n${USAGE}`);
  return { version, pack: values['no-pack'] !== true };
}

/**
 * @param {string} version
 * @param {boolean} pack
 * @returns {Promise<string[]>} the paths of the files of the release
 */
async function release(version, pack) {
  const { name, version: present } = /** @type {Versioned} */ (JSON.parse(read('package.json')));
  const [tag, directory] = [`v${version}`, join(root, 'release')];
  refuseVersion(version, present);
  await refuseState(root, tag);
  if (pack) refuseLeftovers(Object.values(artifactNames(name, version)).map((file) => join(directory, file)));
  const files = changedFiles(version);
  const before = await run(root, 'git', ['rev-parse', 'HEAD']);
  heedSignals();
  let artifacts;
  try {
    for (const [file, text] of files) writeFileSync(join(root, file), text);
    artifacts = pack ? await makeArtifacts(root, directory, { name, version }) : undefined;
    await refuseOtherChanges(root, [...files.keys()]);
    await run(root, 'git', ['commit', '--quiet', '-m', `Release ${version}`, '--', ...files.keys()]);
    await run(root, 'git', ['tag', '--annotate', tag, '-m', `Rollcall ${version}`]);
  } catch (error) {
    ignoreSignals();
    artifacts?.discard();
    await putBack(before, tag, [...files.keys()]);
    throw inWords(error);
  }
  ignoreSignals();
  return artifacts?.keep() ?? [];
}

/** @param {unknown} error @returns {unknown} what the machine refuses, such as a full disk, as its message alone */
function inWords(error) {
  return error instanceof Error && 'syscall' in error ? new ReleaseError(error.message) : error;
}

/**
 * The tree was clean, so these files held what the commit before has.
 *
 * @param {string} before the commit
 * @param {string} tag
 * @param {readonly string[]} files
 */
async function putBack(before, tag, files) {
  await run(root, 'git', ['tag', '--delete', tag]).catch(() => undefined);
  await run(root, 'git', ['reset', '--quiet', '--soft', before]);
  await run(root, 'git', ['restore', `--source=${before}`, '--staged', '--worktree', '--', ...files]);
}

try {
  const asked = askedFor();
  if (asked === undefined) process.stdout.write(USAGE);
  else {
    const paths = await release(asked.version, asked.pack);
    const branch = await run(root, 'git', ['branch', '--show-current']);
    for (const path of paths) process.stdout.write(`${path}\n`);
    process.stderr.write(`Rollcall ${asked.version} is committed and tagged. Nothing is sent anywhere.\n`);
    process.stderr.write(`To publish the commit and the tag: git push origin ${branch} v${asked.version}\n`);
  }
} catch (error) {
  if (!(error instanceof ReleaseError)) throw error;
  process.stderr.write(`${error.message}\nNo release was made.\n`);
  process.exitCode = 1;
}
