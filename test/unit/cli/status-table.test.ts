// All batches in lines of one width, whatever their names are.

import { describe, expect, it } from 'vitest';
import type { BatchStatus } from '../../../src/app/batch-status.js';
import { statusTable } from '../../../src/cli/status-table.js';
import { columnsOf } from '../../../src/cli/text-columns.js';
import { wordsIn } from '../../../src/words/catalogue.js';

const EN = wordsIn('en');

const STATUS: BatchStatus = {
  data_dir: '/data',
  batch: '20261124-093000-list-3f7a',
  label: '东区',
  file: '/home/li/名单/十一月客户名单（第二批）.xlsx',
  made_by: 'li',
  made_by_name: null,
  created_at: '2026-11-24T09:30:00.000+08:00',
  directory: '/srv/data/batches/20261124-093000-list-3f7a',
  provider: 'youtu',
  state: 'completed',
  stalled: false,
  rows: 1200,
  done: 1200,
  by_status: {},
  calls: 1190,
  cost: { currency: 'CNY', amount: '416.50', in_doubt: '0.00' },
};
const OTHER: BatchStatus = {
  ...STATUS,
  batch: 'b',
  label: '',
  file: '-',
  state: 'paused',
  reason: 'sample',
  sample_rows: 50,
  done: 50,
  calls: 49,
  cost: null,
};

describe('the table of batches', () => {
  it('has a line for each, with whole names where it goes to a file', () => {
    expect(statusTable([STATUS, OTHER], Infinity, EN).split('\n')).toEqual([
      'batch                      state                       rows  calls        cost  begun             label  file',
      '20261124-093000-list-3f7a  completed              1200/1200   1190  416.50 CNY  2026-11-24 09:30  东区   /home/li/名单/十一月客户名单（第二批）.xlsx',
      'b                          paused (sample of 50)    50/1200     49              2026-11-24 09:30         standard input',
      '',
    ]);
  });

  it('says of a list that nobody has read to its end that it has about so many rows', () => {
    const reading = { ...STATUS, done: 12, rows_estimated: true as const };
    expect(statusTable([reading], Infinity, EN)).toContain('12 of about 1200');
    expect(statusTable([reading], Infinity, wordsIn('zh'))).toContain('12/约 1200');
  });

  it.each([160, 120, 100, 80, 60, 40])(
    'fits a terminal of %d columns, the id and the state first',
    (columns) => {
      const lines = statusTable([STATUS, OTHER], columns, EN).trimEnd().split('\n');
      expect(lines.filter((line) => columnsOf(line) > columns)).toEqual([]);
      expect(lines).toHaveLength(3);
      expect(lines[1]).toMatch(/^20261124-\S+ +completed/);
    },
  );

  it('speaks Chinese, as wide', () => {
    const lines = statusTable([STATUS, OTHER], Infinity, wordsIn('zh')).trimEnd().split('\n');
    expect(lines[0]).toMatch(/^批次 {23}状态 {2}.*费用 {2}开始时间 {10}标签 {2}文件$/);
    expect(lines[2]).toContain('已暂停（抽样 50 行）');
  });

  it('shows of a list its name alone on a terminal, and of a long one the beginning', () => {
    expect(statusTable([STATUS], 160, EN)).toMatch(/东区 {3}十一月客户名单（第二批）\.xlsx\n$/);
    expect(statusTable([STATUS], 100, EN)).toMatch(/11-24 09:30 .*十一月.*…\n$/);
  });
});
