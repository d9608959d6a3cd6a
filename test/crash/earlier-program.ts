// Builds the version before this one from its commit, into a directory of its own, with the packages of this checkout.

import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './command.js';

/** The last commit of version 0.1.0. */
const COMMIT = 'db84874';
const PARTS = ['src', 'workers', 'package.json', 'tsconfig.json', 'tsconfig.build.json'];

/** False where this checkout has no history, as a shallow clone or a package. */
export function hasEarlierCommit(): boolean {
  return spawnSync('git', ['cat-file', '-e', `${COMMIT}^{commit}`], { cwd: ROOT }).status === 0;
}

/** @returns the path of its command line */
export function buildEarlierProgram(directory: string): string {
  mkdirSync(directory);
  const archive = spawnSync('git', ['archive', COMMIT, ...PARTS], { cwd: ROOT, maxBuffer: 1 << 28 });
  succeed('git archive', archive);
  succeed('tar', spawnSync('tar', ['-x', '-C', directory], { input: archive.stdout }));
  const modules = join(ROOT, 'node_modules');
  symlinkSync(modules, join(directory, 'node_modules'));
  const tsc = [join(modules, 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.build.json'];
  succeed('tsc', spawnSync(process.execPath, tsc, { cwd: directory, encoding: 'utf8' }));
  return join(directory, 'dist', 'src', 'cli', 'main.js');
}

function succeed(
  what: string,
  { status, stdout, stderr }: { status: number | null; stdout: string | Buffer; stderr: string | Buffer },
): void {
  if (status === 0) return;
  throw new Error(
    `${what} ended with ${status}: ${String(stderr)}${status === null ? '' : String(stdout).slice(0, 2000)}`,
  );
}
