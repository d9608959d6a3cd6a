// The files behind the calls: what becomes of them when something hinders them, or the batch is suspended.

import { describe, expect, it } from 'vitest';
import { BackgroundWriter } from '../../../../src/batch/output/background-writer.js';
import type { FinalFiles } from '../../../../src/batch/output/write-summary.js';

const FILES = { changes: undefined } as FinalFiles;
const mayAgain = () => Promise.resolve();

/** Never resolves, and rejects when the signal is aborted. */
function until(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const end = (): void => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) end();
    else signal.addEventListener('abort', end);
  });
}

function behind(...tries: ((signal: AbortSignal) => Promise<FinalFiles>)[]) {
  const seen: AbortSignal[] = [];
  const files = new BackgroundWriter((signal) => {
    seen.push(signal);
    return (tries[seen.length - 1] ?? (() => Promise.reject(new Error('once too often'))))(signal);
  });
  return { files, seen };
}

describe('files that are written behind the calls', () => {
  it('are those of the end', async () => {
    const { files, seen } = behind(() => Promise.resolve(FILES));
    await files.begin();
    expect(await files.complete(new AbortController().signal, mayAgain)).toBe(FILES);
    expect(seen).toHaveLength(1);
  });

  it('are written from the start at the end where something has hindered them before', async () => {
    const { files, seen } = behind(
      () => Promise.reject(new Error('disk full')),
      () => Promise.resolve(FILES),
    );
    await files.begin();
    expect(await files.complete(new AbortController().signal, mayAgain)).toBe(FILES);
    expect(seen).toHaveLength(2);
  });

  it('fail for what hinders them at the end', async () => {
    const full = (): Promise<never> => Promise.reject(new Error('disk full'));
    const { files } = behind(full, full);
    await files.begin();
    await expect(files.complete(new AbortController().signal, mayAgain)).rejects.toThrow('disk full');
  });

  it('are not written once more by an owner whose successor has thrown them away', async () => {
    const { files, seen } = behind(() => Promise.reject(new Error('gone')));
    await files.begin();
    const lost = () => Promise.reject(new Error('somebody else owns the batch'));
    await expect(files.complete(new AbortController().signal, lost)).rejects.toThrow('somebody else');
    expect(seen).toHaveLength(1);
  });

  it('are given up when the batch is suspended', async () => {
    const { files, seen } = behind(until);
    await files.begin();
    await files.stop();
    expect(seen.map(({ aborted }) => aborted)).toEqual([true]);
  });

  it('are begun anew where what they say has changed', async () => {
    const { files, seen } = behind(until, () => Promise.resolve(FILES));
    await files.begin();
    await files.begin();
    expect(seen.map(({ aborted }) => aborted)).toEqual([true, false]);
    expect(await files.complete(new AbortController().signal, mayAgain)).toBe(FILES);
  });

  it.each([
    ['before', true],
    ['while they are completed', false],
  ])('are left for another time by a signal %s', async (_when, before) => {
    const { files, seen } = behind(until);
    const stop = new AbortController();
    await files.begin();
    if (before) stop.abort(new Error('told to stop'));
    const completed = files.complete(stop.signal, mayAgain);
    stop.abort(new Error('told to stop'));
    await expect(completed).rejects.toThrow('told to stop');
    expect(seen).toHaveLength(1);
  });
});
