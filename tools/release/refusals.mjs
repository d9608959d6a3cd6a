// What has to be so before a release changes anything. Asks git and looks at files; changes none.

import { existsSync, realpathSync } from 'node:fs';
import { ask, ReleaseError, run } from './commands.mjs';
import { isLater, isVersion } from './version.mjs';

const NAMED_FILES = 10;
const STATUS_WIDTH = 3;

/**
 * @param {string} version as it was asked for
 * @param {string} present the version of package.json
 * @throws {ReleaseError}
 */
export function refuseVersion(version, present) {
  if (!isVersion(version)) {
    const hint = isVersion(version.replace(/^v/, '')) ? ` Without the "v": ${version.slice(1)}.` : '';
    throw new ReleaseError(`"${version}" is no version such as 1.2.3 or 1.3.0-rc.1.${hint}`);
  }
  if (!isLater(version, present))
    throw new ReleaseError(`${version} is not later than ${present}, the version of package.json.`);
}

/**
 * @param {string} root of the package
 * @param {string} tag
 * @throws {ReleaseError}
 */
export async function refuseState(root, tag) {
  const top = await ask(root, 'git', ['rev-parse', '--show-toplevel']);
  if (top === undefined || realpathSync(top) !== realpathSync(root))
    throw new ReleaseError(`${root} is not the top of a git repository: releases are made in a checkout.`);
  if ((await ask(root, 'git', ['symbolic-ref', '--quiet', 'HEAD'])) === undefined)
    throw new ReleaseError('No branch is checked out, so the commit would belong to none: git switch BRANCH.');
  if ((await ask(root, 'git', ['rev-parse', '--quiet', '--verify', 'MERGE_HEAD'])) !== undefined)
    throw new ReleaseError('A merge is under way: end it first (git commit, or git merge --abort).');
  if ((await ask(root, 'git', ['rev-parse', '--quiet', '--verify', `refs/tags/${tag}`])) !== undefined)
    throw new ReleaseError(`The tag ${tag} is there already.`);
  if ((await ask(root, 'git', ['var', 'GIT_COMMITTER_IDENT'])) === undefined)
    throw new ReleaseError('git knows no name and e-mail to commit with: git config user.name, user.email.');
  await refuseChanges(root);
}

/** @param {string} root */
async function refuseChanges(root) {
  const changes = await changesIn(root);
  if (changes.length > 0)
    throw new ReleaseError(`The working tree is not clean: commit, remove or stash first.\n${named(changes)}`);
}

/**
 * What the build changes would be in the package, and not under the tag.
 *
 * @param {string} root
 * @param {readonly string[]} own files that the release changes
 */
export async function refuseOtherChanges(root, own) {
  const others = (await changesIn(root)).filter((line) => !own.includes(line.slice(STATUS_WIDTH)));
  if (others.length > 0)
    throw new ReleaseError(`Packing changed files of the repository: commit them first.\n${named(others)}`);
}

/** @param {string} root @returns {Promise<string[]>} lines, each a status of two characters, a blank and a file */
async function changesIn(root) {
  const status = await run(root, 'git', ['status', '--porcelain']);
  return status === '' ? [] : status.split('\n');
}

/** @param {readonly string[]} changes */
function named(changes) {
  const more = changes.length > NAMED_FILES ? [`… and ${changes.length - NAMED_FILES} more`] : [];
  return [...changes.slice(0, NAMED_FILES), ...more].join('\n');
}

/** @param {readonly string[]} paths of what the release writes */
export function refuseLeftovers(paths) {
  const there = paths.find((path) => existsSync(path));
  if (there !== undefined) throw new ReleaseError(`${there} is there already: remove it first.`);
}
