// `rollcall export`: writes the outcomes of a batch that has ended to a file of the user's.

import { Command, InvalidArgumentError } from 'commander';
import { STATUSES, statusNamed, type Status } from '../domain/status.js';
import type { Words } from '../words/words.js';
import { nearestOf } from './nearest.js';
import { visible } from './text-columns.js';

interface ExportFlags {
  readonly xlsx?: true;
  readonly status?: readonly Status[];
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
    .option('--status <statuses...>', exporting.status, statusesIn(words))
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

/** Takes statuses one by one, or with commas between them, as files of either language name them. */
function statusesIn({ exporting }: Words): (text: string, before?: readonly Status[]) => Status[] {
  return (text, before = []) => {
    const named = text.split(/[,，]/).map((word) => {
      const found = statusNamed(word.trim()) ?? STATUSES.find((status) => status === word.trim());
      if (found !== undefined) return found;
      const near = nearestOf(word, STATUSES);
      const statuses = STATUSES.join(', ');
      throw new InvalidArgumentError(
        near === undefined ? exporting.notAStatus({ statuses }) : exporting.nearest({ near, statuses }),
      );
    });
    return [...before, ...named];
  };
}
