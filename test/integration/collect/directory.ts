// A fresh directory for one test, removed when it is over.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export function directory(): string {
  const path = mkdtempSync(join(tmpdir(), 'rollcall-collect-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}
