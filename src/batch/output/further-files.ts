// The files that are written beside outcomes.csv where a person has asked for them.

import { outcomeHeader, outcomeTitles } from '../../collect/outcome-line.js';
import type { OutcomeSink } from '../../collect/outcome-sink.js';
import { OutcomeWorkbook } from '../../collect/outcome-workbook.js';
import { SplitFiles } from '../../collect/split-files.js';
import { outputPaths } from '../paths.js';
import type { BatchRecord } from '../record.js';

/** The further files that the user has asked for. */
export function sinksOf(
  { files, format, outDirectory, language, ...record }: BatchRecord,
  writer: string,
): OutcomeSink[] {
  const { header, columnCount } = format;
  const places = record.places === true;
  const sinks: OutcomeSink[] = [];
  if (files.split)
    sinks.push(new SplitFiles(outDirectory, writer, outcomeHeader(header, columnCount, places), language));
  if (files.xlsx) {
    const { workbook } = outputPaths(outDirectory);
    const titles = outcomeTitles(header, columnCount, places);
    const sheets = files.split ? 'whole and by status' : 'whole';
    sinks.push(new OutcomeWorkbook(workbook, writer, titles, sheets, language));
  }
  return sinks;
}
