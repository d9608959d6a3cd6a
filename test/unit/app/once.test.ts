// What is kept of a request that was answered: enough to know it again, and nothing by which people could be guessed.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { Once } from '../../../src/app/once.js';

const WHAT = { rows: [{ row: 1, name: '韦小宝', id_number: '11010519491231002X' }] };

async function kept(what: unknown): Promise<{ readonly asked: string; readonly text: string }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'rollcall-once-'));
  onTestFinished(() => {
    rmSync(dataDir, { recursive: true });
  });
  const once = new Once({ dataDir, key: undefined });
  const doing = { intend: () => Promise.resolve('b'), act: () => Promise.resolve('done') };
  await once.do({ by: 'k_1', key: 'once', what }, doing);
  const directory = join(dataDir, 'requests');
  const name = readdirSync(directory).find((each) => each.endsWith('.json')) ?? '';
  const text = readFileSync(join(directory, name), 'utf8');
  return { asked: (JSON.parse(text) as { asked: string }).asked, text };
}

it('is a hash that who has no key of the data directory can’t make of a guess', async () => {
  const [one, other] = [await kept(WHAT), await kept(WHAT)];
  expect(one.text).not.toMatch(/韦小宝|11010519491231002X/);
  expect(one.asked).toMatch(/^[0-9a-f]{64}$/);
  expect(other.asked).not.toBe(one.asked);
});
