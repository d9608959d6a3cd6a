// That a masked sample says enough to find the row and too little to know who it is.

import { describe, expect, it } from 'vitest';
import { maskedName, maskedNumber } from '../../../../src/ingest/people/mask.js';

describe('a masked sample', () => {
  it.each([
    ['张三', '张*'],
    ['欧阳三丰', '欧*'],
    ['𠮷田', '𠮷*'],
    ['张', '*'],
    ['', ''],
  ])('of the name %s is %s', (name, masked) => {
    expect(maskedName(name)).toBe(masked);
  });

  it.each([
    ['11010519491231002X', '110***2X'],
    ['110105491231002', '110***02'],
    ['12345678', '***'],
    ['', ''],
  ])('of the number %s is %s', (number, masked) => {
    expect(maskedNumber(number)).toBe(masked);
  });
});
