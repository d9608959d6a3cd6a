// What becomes of a row by its two cells alone, under each of the three policies.

import { describe, expect, it } from 'vitest';
import { checkCharacter } from '../../../src/domain/identity-number.js';
import { precheck, type PrecheckRules } from '../../../src/domain/precheck.js';

const SOUND = '11010519491231002X';
const reject: PrecheckRules = { precheck: 'reject', asOf: '2026-11-24', version: 3 };
const warn: PrecheckRules = { ...reject, precheck: 'warn' };
const off: PrecheckRules = { ...reject, precheck: 'off' };

describe('the pre-check', () => {
  it('calls a sound row as it is, without a note', () => {
    for (const rules of [reject, warn, off]) {
      expect(precheck(SOUND, '张三', rules)).toEqual({
        kind: 'call',
        person: { idNumber: SOUND, name: '张三' },
        note: '',
      });
    }
  });

  it('sends a row cleaned and says so', () => {
    for (const rules of [reject, warn, off]) {
      expect(precheck(' 11010519491231002x', '张 三', rules)).toEqual({
        kind: 'call',
        person: { idNumber: SOUND, name: '张三' },
        note: 'the number was cleaned for the request; the name was cleaned for the request',
      });
    }
  });

  it('sends 15 digits as 18 and says so', () => {
    expect(precheck('110105491231002', '张三', reject)).toMatchObject({
      kind: 'call',
      person: { idNumber: SOUND },
      note: 'the number of 15 digits was sent as one of 18',
    });
  });

  it.each([
    ['', '张三', 'bad_format', 'the number is empty'],
    [SOUND, ' ', 'bad_format', 'the name is empty'],
    ['1234', '张三', 'bad_format', 'neither 18 characters nor 15 digits'],
    ['1.10105E+17', '张三', 'bad_format', 'formatted as text'],
    ['110105194912310000', '张三', 'bad_format', 'formatted as text'],
    ['110105194912310021', '张三', 'invalid_id', 'last character'],
    ['110105491331002', '张三', 'invalid_id', 'birth date'],
    [SOUND, '张?', 'bad_format', 'lost a character'],
    [SOUND, '#N/A', 'bad_format', 'formula'],
    [SOUND, ' ＃REF! ', 'bad_format', 'formula'],
    [SOUND, '#NAME?', 'bad_format', 'formula'],
  ])('rejects %s, %s as %s', (number, name, status, message) => {
    expect(precheck(number, name, reject)).toMatchObject({
      kind: 'local',
      status,
      message: expect.stringContaining(message) as string,
    });
  });

  it('goes by the rules of a batch that was begun before formulas were known', () => {
    const rules = { ...reject, version: 1 };
    expect(precheck(SOUND, '#N/A', rules)).toMatchObject({ kind: 'call' });
  });

  it('names every fault, and takes the format before the number', () => {
    expect(precheck('110105194912310021', '', reject)).toEqual({
      kind: 'local',
      status: 'bad_format',
      message: 'the last character of the number does not fit the others; the name is empty',
    });
  });

  it('sends a faulty row under warn, and notes the fault', () => {
    expect(precheck('1234', '张三', warn)).toEqual({
      kind: 'call',
      person: { idNumber: '1234', name: '张三' },
      note: 'sent although the number has neither 18 characters nor 15 digits',
    });
  });

  it('does not look under off, not even at empty cells', () => {
    expect(precheck('', '', off)).toEqual({ kind: 'call', person: { idNumber: '', name: '' }, note: '' });
  });

  it('only warns of an unknown region', () => {
    const first17 = '99010519491231002';
    expect(precheck(first17 + checkCharacter(first17), '张三', reject)).toMatchObject({
      kind: 'call',
      note: 'the region in the number is not a known one',
    });
  });

  it('never quotes the list in what it says', () => {
    for (const number of ['', '5571', '1.5571E+17', '110105194955710021']) {
      for (const rules of [reject, warn]) {
        expect(JSON.stringify({ ...precheck(number, '5571', rules), person: undefined })).not.toContain(
          '5571',
        );
      }
    }
  });
});
