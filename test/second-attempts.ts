// A reporter for vitest: the tests that passed only when they were tried again, with how they failed before. Vitest's
// JSON report leaves them out. test/closing-line.mjs reads the file.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Reporter, TestCase } from 'vitest/node';

export interface SecondAttempt {
  readonly file: string;
  readonly name: string;
  readonly failure: string;
}

export class SecondAttempts implements Reporter {
  readonly #path: string;
  readonly #found: SecondAttempt[] = [];

  /** @param path of the file that is written, from the directory in which vitest runs */
  constructor(path: string) {
    this.#path = path;
  }

  onTestCaseResult(test: TestCase): void {
    if (test.diagnostic()?.flaky !== true) return;
    const [failure] = test.result().errors ?? [];
    this.#found.push({
      file: test.module.relativeModuleId,
      name: test.fullName,
      failure: failure?.message ?? '',
    });
  }

  onTestRunEnd(): void {
    mkdirSync(dirname(this.#path), { recursive: true });
    writeFileSync(this.#path, JSON.stringify(this.#found));
  }
}
