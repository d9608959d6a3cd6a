// The journal's document against the scripts that there are.

import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

it('names every script, and no other', () => {
  const section = /## The scripts\n([\s\S]*?)\n## /.exec(read('docs/design/journal.md'))?.[1] ?? '';
  const named = [...section.matchAll(/^\| `(\w+)` /gm)].flatMap(([, name]) => name ?? []);
  const files = readdirSync(new URL('../../src', import.meta.url), { recursive: true, encoding: 'utf8' });
  const scripts = files.flatMap(
    (path) => /[\\/]lua[\\/]([\w-]+)\.lua$/.exec(path)?.[1]?.replaceAll('-', '_') ?? [],
  );
  expect(scripts.length).toBeGreaterThan(25);
  expect([...named].sort()).toEqual([...scripts].sort());
});
