// No text for a person stands outside the catalogues: not in an error that a person can mend, and not at the command line.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

function sourcesUnder(directory: string): { path: string; text: string }[] {
  return readdirSync(join(ROOT, directory), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => `${directory}/${name}`)
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
}

/** Where a text begins in quotes that should come from a catalogue. */
const IN_ERRORS = /new UserError\(\s*'[a-z-]+',\s*(?:\(\) =>\s*)?['"`]/g;
const AT_THE_COMMAND_LINE = [
  /(?:\.description|\.summary|\bInvalidArgumentError)\(\s*['"`]/g,
  /(?:\.option|\.requiredOption|\.argument|new Option)\(\s*(?:'[^']*'|[A-Z_]+),\s*['"`]/g,
  /\bsay\(\s*['"`]/g,
  /\.write\(\s*`[^`$]*[A-Za-z]{2,} [a-z]{2,}/g,
];

function found(sources: readonly { path: string; text: string }[], patterns: readonly RegExp[]): string[] {
  return sources.flatMap(({ path, text }) =>
    patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([what]) => `${path}: ${what}`)),
  );
}

describe('a text for a person', () => {
  it('of an error stands in the catalogues', () => {
    const sources = [...sourcesUnder('src'), ...sourcesUnder('workers')];
    expect(sources.length).toBeGreaterThan(300);
    expect(found(sources, [IN_ERRORS])).toEqual([]);
  });

  it('of a command stands in the catalogues', () => {
    expect(found(sourcesUnder('src/cli'), AT_THE_COMMAND_LINE)).toEqual([]);
  });

  it('is found where it stands elsewhere', () => {
    const text =
      "throw new UserError(\n  'busy-batch',\n  `Batch ${batch} is busy`);\n" +
      "command.option('--rate <n>', 'calls a second').summary('verify').addOption(new Option('--x', `y`));\n" +
      'process.stdout.write(`Batch is done\\n`); say("Stopping");';
    const sources = [{ path: 'x.ts', text }];
    expect(found(sources, [IN_ERRORS])).toHaveLength(1);
    expect(found(sources, AT_THE_COMMAND_LINE)).toHaveLength(5);
  });
});
