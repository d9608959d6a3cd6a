// The sums of a report over all codes that are compared. Pure; it knows no table.

import type { Report } from './report.js';

export function totalsOf({ codes }: Pick<Report, 'codes'>) {
  const compared = codes.filter(({ reported }) => reported);
  const total = (figure: 'ours' | 'theirs' | 'difference' | 'foreign' | 'missing') =>
    compared.reduce((sum, code) => sum + code[figure], 0);
  return {
    ours: total('ours'),
    theirs: total('theirs'),
    difference: total('difference'),
    foreign: total('foreign'),
    missing: total('missing'),
  };
}
