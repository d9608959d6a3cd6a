// Escape and bidi marks in what a user names: no command writes them to a terminal as they are.

import { expect, test } from 'vitest';
import { arrive, cleanList } from './user.js';

const LABEL = 'east\u001B[2J\u001B]0;x\u0007\u202Ewest\u200E';
const RAW = /\p{Cf}|[^\P{Cc}\n]/u;

test(
  'a label with marks that move a terminal is shown without them by every command',
  { timeout: 120_000 },
  async () => {
    const user = await arrive();
    user.file(`list\u001B[31m.csv`, cleanList(8));
    const said: string[] = [];
    for (const args of [
      ['check', 'list\u001B[31m.csv'],
      [
        'run',
        'list\u001B[31m.csv',
        '--batch',
        'b',
        '--label',
        LABEL,
        '--previous',
        'latest',
        '--max-calls',
        '3',
      ],
      ['status'],
      ['pause', 'b'],
      ['resume', 'b', '--max-calls', '20'],
      ['reconcile', '--day', 'today'],
      ['purge', 'b'],
    ]) {
      const { stdout, stderr } = await user.rollcall(args);
      said.push(stdout, stderr);
    }
    expect(said.join('')).toContain('east');
    expect(said.filter((text) => RAW.test(text))).toEqual([]);
  },
);
