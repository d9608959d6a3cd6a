// Reads whom a person means: asked for on a terminal, else as lines of standard input. Nothing of it is echoed elsewhere.

import { createInterface } from 'node:readline/promises';
import type { WrittenPerson } from '../batch/people/written-person.js';
import type { Words } from '../words/words.js';

/** People by their lines; blank lines are none. */
export async function readPeople({ persons }: Words): Promise<WrittenPerson[]> {
  const { stdin: input, stderr: output } = process;
  if (!input.isTTY) {
    const lines: string[] = [];
    for await (const line of createInterface({ input, crlfDelay: Infinity })) lines.push(line);
    return lines.filter((line) => line.trim() !== '').map(personOn);
  }
  const asking = createInterface({ input, output });
  try {
    const number = await asking.question(persons.askNumber);
    const name = await asking.question(persons.askName);
    return [{ number, name: name.trim() === '' ? undefined : name }];
  } finally {
    asking.close();
  }
}

function personOn(line: string): WrittenPerson {
  const [number = '', ...rest] = line.replace(/^\uFEFF/, '').split(/[,，\t]/);
  const name = rest.join(',').trim();
  return { number, name: name === '' ? undefined : name };
}
