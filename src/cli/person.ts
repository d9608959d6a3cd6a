// `rollcall person`: where a person stands in all batches, and what is kept about that person.

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command } from 'commander';
import type { FoundRow } from '../batch/people/found-row.js';
import { chinaIso } from '../domain/china-time.js';
import { UserError } from '../domain/user-error.js';
import type { Words } from '../words/words.js';
import { eraseCommand, receiptsCommand } from './person-erase.js';
import { visiblePage } from './text-columns.js';
import { readPeople } from './written-people.js';

export function personCommand(words: Words): Command {
  const { persons } = words;
  return new Command('person')
    .summary(persons.summary)
    .description(persons.description)
    .addCommand(findCommand(words))
    .addCommand(exportCommand(words))
    .addCommand(eraseCommand(words))
    .addCommand(receiptsCommand(words));
}

function findCommand(words: Words): Command {
  const { persons } = words;
  return new Command('find')
    .summary(persons.find.summary)
    .description(persons.description)
    .option('--json', persons.find.json)
    .action(async ({ json }: { json?: true }) => {
      const { Screen } = await import('./screen.js');
      const { findPerson } = await import('../app/person.js');
      const { foundShown } = await import('../app/person-shown.js');
      const found = await findPerson(new Screen({ words }).app(), await readPeople(words));
      process.stdout.write(
        json ? `${JSON.stringify(found.map(foundShown))}\n` : visiblePage(pageOf(found, words)),
      );
    });
}

function exportCommand(words: Words): Command {
  const { persons } = words;
  return new Command('export')
    .summary(persons.exporting.summary)
    .description(persons.exporting.description)
    .option('--out <file>', persons.exporting.out)
    .action(async ({ out }: { out?: string }) => {
      const { Screen } = await import('./screen.js');
      const { exportPerson, findElsewhere } = await import('../app/person.js');
      const { elsewhereShown, keptShown } = await import('../app/person-shown.js');
      const { writeWhole } = await import('../files/durable.js');
      const file = out === undefined ? undefined : resolve(out);
      if (file !== undefined && existsSync(file)) {
        throw new UserError('unwritable-file', ({ persons: say }) => say.isThere({ file }));
      }
      const [app, people] = [new Screen({ words }).app(), await readPeople(words)];
      const kept = (await exportPerson(app, people)).map(keptShown);
      const elsewhere = (await findElsewhere(app, people)).map(elsewhereShown);
      const text = `${JSON.stringify([...kept, ...elsewhere], undefined, 2)}\n`;
      if (file === undefined) process.stdout.write(text);
      else await writeWhole(file, String(process.pid), (handle) => handle.writeFile(text));
    });
}

function pageOf(found: readonly FoundRow[], { persons, statuses }: Words): string {
  if (found.length === 0) return `${persons.nowhere}\n`;
  const lines = found.map(({ record, row, status, calledAt }) =>
    persons.row({
      batch: record.batch,
      row,
      status: status === undefined ? persons.notEnded : statuses[status],
      at: calledAt === undefined ? persons.notCalled : chinaIso(calledAt),
    }),
  );
  return `${lines.join('\n')}\n`;
}
