// `rollcall export`: writes the outcomes of a batch that has ended to a file of the user's.

import { Command } from 'commander';
import { ERASED, STATUSES, type WrittenStatus } from '../domain/status.js';
import type { Words } from '../words/words.js';
import { statusesIn } from './named-statuses.js';
import { visible } from './text-columns.js';

interface ExportFlags {
  readonly xlsx?: true;
  readonly status?: readonly WrittenStatus[];
  readonly out?: string;
  readonly overwrite?: true;
  readonly json?: true;
}

export function exportCommand(words: Words): Command {
  const { exporting, help } = words;
  return new Command('export')
    .summary(exporting.summary)
    .description(exporting.description)
    .argument('<batch>', help.batch)
    .option('--xlsx', exporting.xlsx)
    .option('--status <statuses...>', exporting.status, statusesIn([...STATUSES, ERASED], words))
    .option('--out <file>', exporting.out)
    .option('--overwrite', exporting.overwrite)
    .option('--json', exporting.json)
    .action(async (batch: string, { xlsx, status, out, overwrite, json }: ExportFlags) => {
      const { Screen } = await import('./screen.js');
      const { exportBatch } = await import('../app/export.js');
      const options = { xlsx, statuses: status, file: out, overwrite };
      const exported = await exportBatch(new Screen({ words }).app(), batch, options);
      const { file, rows } = exported;
      process.stdout.write(
        json ? `${JSON.stringify(exported)}\n` : `${exporting.written({ file: visible(file), rows })}\n`,
      );
    });
}
