// How the rows of a batch are judged when its list is read: by what is on its record.

import type { RowRules } from '../ingest/list.js';
import type { BatchRecord } from './record.js';

/** The rules that decide the fates of rows, and in which language that is said. */
export function rowRulesOf({ rules, language }: Pick<BatchRecord, 'rules' | 'language'>): RowRules {
  return { ...rules, language };
}
