// Which columns of a list Rollcall wrote, and which only have such a name.

import { describe, expect, it } from 'vitest';
import { outcomeColumnsIn, OUTCOME_COLUMNS, PLACE_COLUMNS } from '../../../src/domain/outcome-columns.js';

describe('columns of outcomes in a list', () => {
  it('are known wherever they stand, and however many are left', () => {
    const all = ['姓名', ...OUTCOME_COLUMNS, '身份证号', ...PLACE_COLUMNS, '备注'];
    expect(outcomeColumnsIn(all).written).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12]);
    expect(outcomeColumnsIn(['verify_row', '姓名', '身份证号', ' verify_status '])).toEqual({
      written: [0, 3],
      namesakes: [],
    });
  });

  it('are known where an earlier version has doubled them', () => {
    const doubled = ['姓名', '身份证号', ...OUTCOME_COLUMNS, ...OUTCOME_COLUMNS];
    expect(outcomeColumnsIn(doubled).written).toHaveLength(2 * OUTCOME_COLUMNS.length);
  });

  it('are those of the corrected file and of changes.csv, too', () => {
    const titles = ['姓名', '身份证号', 'verify_change', 'verify_from', 'verify_corrected_by'];
    expect(outcomeColumnsIn(titles).written).toEqual([2, 3, 4]);
  });

  it('are the list’s own where there is a single name, unless somebody says that it is a file of outcomes', () => {
    expect(outcomeColumnsIn(['姓名', 'verify_status', 'verify_status'])).toEqual({
      written: [],
      namesakes: [1, 2],
    });
    expect(outcomeColumnsIn(['姓名', 'verify_row'], 1)).toEqual({ written: [1], namesakes: [] });
    expect(outcomeColumnsIn(['姓名', 'verify_by', 'VERIFY_STATUS'])).toEqual({ written: [], namesakes: [] });
  });
});
