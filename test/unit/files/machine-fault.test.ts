// What the system refuses, in words. /proc is a file system on which nothing is free.

import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { fullDisk, machineFault } from '../../../src/files/machine-fault.js';
import { inEnglish } from '../../../src/words/catalogue.js';
import type { Say } from '../../../src/words/words.js';

function refusal(code: string, path?: string): Error {
  return Object.assign(new Error(`${code}: it said, write`), { code, syscall: 'write', path });
}

function said(say: Say | undefined): string | undefined {
  return say && inEnglish(say);
}

describe('what the system refuses', () => {
  it('is a full disk, which of them too', () => {
    expect(said(machineFault(refusal('ENOSPC'), [tmpdir(), '/proc']))).toBe('The disk of /proc is full');
    expect(said(machineFault(refusal('ENOSPC', '/a/b'), []))).toBe('The disk of /a/b is full');
    expect(said(machineFault(refusal('ENOSPC'), [tmpdir()]))).toBe('The disk that was written to is full');
  });

  it('is found among the causes of what was made of it', () => {
    const error = new Error('it can’t be written', { cause: refusal('EDQUOT') });
    expect(said(machineFault(error))).toContain('quota');
  });

  it('is said with what was refused', () => {
    expect(said(machineFault(refusal('EROFS')))).toBe(
      'EROFS: it said, write: that disk is mounted read-only',
    );
    expect(said(machineFault(refusal('EMFILE')))).toContain('ulimit -n');
  });

  it('is no other fault', () => {
    expect(machineFault(new TypeError('x is undefined'))).toBeUndefined();
    expect(machineFault(refusal('ECONNREFUSED'))).toBeUndefined();
    expect(machineFault('ENOSPC')).toBeUndefined();
  });
});

describe('a disk', () => {
  it('that has room, or a directory that is not there, is not full', () => {
    expect(fullDisk([tmpdir(), '/not/there'])).toBeUndefined();
  });
});
