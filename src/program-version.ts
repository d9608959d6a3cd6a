// The program's version, from its package.json.

import { createRequire } from 'node:module';
import { z } from 'zod';

const manifest = z.object({ version: z.string() });

export function programVersion(): string {
  return manifest.parse(createRequire(import.meta.url)('#manifest')).version;
}
