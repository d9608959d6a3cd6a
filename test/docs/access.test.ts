// docs/access.md has the table of permissions as the program has it.

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ROLES } from '../../src/access/caller.js';
import { mayDo, PERMISSIONS } from '../../src/access/permissions.js';

const PAGE = readFileSync(new URL('../../docs/access.md', import.meta.url), 'utf8');

test('the page says of every operation and role what is decided', () => {
  const [head = '', , ...rows] = /^\| operation [\s\S]*/m.exec(PAGE)?.[0].trim().split('\n') ?? [];
  const cellsOf = (line: string): string[] =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
  const [, , ...roles] = cellsOf(head);
  expect(roles).toEqual([...ROLES]);
  const written = rows.map((line) => {
    const [operation = '', does, ...cells] = cellsOf(line);
    expect(does).not.toBe('');
    return [operation.replaceAll('`', ''), cells.map((cell) => cell === 'yes')];
  });
  const decided = Object.keys(PERMISSIONS).map((operation) => [
    operation,
    ROLES.map((role) => mayDo(role, operation)),
  ]);
  expect(written).toEqual(decided);
});
