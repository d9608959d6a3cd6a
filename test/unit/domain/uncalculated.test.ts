// A formula that nobody has calculated is no name and no number, under the rules that know it.

import { describe, expect, it } from 'vitest';
import { precheck } from '../../../src/domain/precheck.js';

const SOUND = '11010519491231002X';
const RULES = { precheck: 'reject', asOf: '2026-11-24', version: 3 } as const;

describe('a formula that was never calculated', () => {
  it('is said to be that, in the number, the name or both', () => {
    const name = /^the name is a formula that was never calculated: open the workbook in Excel/;
    expect(precheck(SOUND, '=VLOOKUP(A2,名单!A:C,2,0)', RULES)).toMatchObject({
      kind: 'local',
      status: 'bad_format',
      message: expect.stringMatching(name) as unknown,
    });
    expect(precheck('=D2', '张三', RULES)).toMatchObject({
      message: expect.stringMatching(/^the number is/) as unknown,
    });
    expect(precheck('=D2', '=B2', RULES)).toMatchObject({
      message: expect.stringMatching(/^the number is .*; the name is/) as unknown,
    });
  });

  it('is not what a number as a text formula is', () => {
    expect(precheck(`="${SOUND}"`, '张三', RULES)).toMatchObject({
      kind: 'call',
      person: { idNumber: SOUND },
    });
  });

  it('is what it was in batches that were begun before', () => {
    expect(precheck(SOUND, '=B2', { ...RULES, version: 2 })).toMatchObject({ kind: 'call' });
  });
});
