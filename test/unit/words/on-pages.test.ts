// What is told on pages: a text of ours that names a command names a button there, in either language.

import { describe, expect, it } from 'vitest';
import { onPage, wordsIn } from '../../../src/words/catalogue.js';
import type { Words } from '../../../src/words/words.js';

type Text = string | ((values: object) => string);

const COMMAND = /\brollcall [a-z]/;

/** What no page shows, with the reason. */
const TERMINALS: Readonly<Record<string, string>> = {
  'access.hasNothing': 'of the list of users at a terminal',
  'approval.isSet': 'of the command that sets it',
  'approval.approvedHere': 'of the command that approves',
  'batchErrors.sampledOtherwise': 'of `run` with the same list',
  'batches.sampleDone': 'of the command’s own states',
  'batches.isInState': 'of the command’s own end',
  'batches.goesOnElsewhere': 'of the command’s own end',
  'batches.leftAlone': 'of the command’s own end',
  'batches.toGoOn': 'of the command’s own end',
  'batches.stalled': 'of the table of `status`',
  'batches.queuedAlone': 'of the table of `status`',
  'budgets.none': 'of the list of budgets at a terminal',
  'budgets.goOn': 'of the command that sets one',
  'carrying.missing': 'no page makes the index anew',
  'months.mayClose': 'of the command that shows a month',
  'nightErrors.scheduleExists': 'schedules are made at the command line',
  'prices.nothingAtAll': 'of the list of prices at a terminal',
  'previousErrors.unknown': 'of options',
  'schedulesPage.about': 'says that a terminal is needed',
  'serving.noCredentials': 'of the start of `serve`',
  'webhooks.failing': 'of health, for a monitor',
  'useErrors.submitNeedsRedis': 'of `submit`',
  'useErrors.noCountsYet': 'of an option',
};
/** Groups that a terminal alone shows, or of which no page has a button. */
const OTHERS =
  /^(help|helpSchedules|brief|people|progress|results|schedules|statusTable|exporting|prices\.remove|webhooks\.help)\b/;

function entriesOf(texts: object, path = ''): { path: string; text: Text }[] {
  return Object.entries(texts).flatMap(([name, text]: [string, unknown]) => {
    const here = path === '' ? name : `${path}.${name}`;
    if (typeof text === 'object' && text !== null) return entriesOf(text, here);
    return [{ path: here, text: text as Text }];
  });
}

/** With a name in the place of each value. */
function filled(text: Text): string {
  return typeof text === 'string' ? text : text(new Proxy({}, { get: (_, name) => `V${String(name)}V` }));
}

/** What buttons, fields and pages are called. */
function namesIn(words: Words): ReadonlySet<string> {
  return new Set(entriesOf(words).flatMap(({ text }) => (typeof text === 'string' ? [text] : [])));
}

const NAMING = entriesOf(wordsIn('en')).filter(
  ({ path, text }) => COMMAND.test(filled(text)) && !OTHERS.test(path) && !(path in TERMINALS),
);

describe.each(['en', 'zh'] as const)('a text that names a command, on a page in %s', (language) => {
  const words = wordsIn(language);
  const names = namesIn(words);

  it.each(NAMING.map(({ path, text }) => [path, filled(text)]))('%s names what is on the page', (_, text) => {
    const told = onPage(text, words);
    expect(told).not.toMatch(/\brollcall [a-z]|--[a-z]/);
    const named = [...told.matchAll(/“([^”]+)”/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !/^V\w+V$/.test(name) && !names.has(name))).toEqual([]);
  });

  it('is told so where it was made in the person’s language, and within another text', () => {
    const made = words.batchErrors.isDraft({ batch: 'b' });
    expect(onPage(made, words, words)).toContain(words.batchPage.orders.start.title);
    const remedy = wordsIn('en').halts.checkUrl;
    const halt = wordsIn('en').halts.http({ answer: 'with HTTP status 404', remedy, batch: 'b' });
    const told = onPage(wordsIn('en').looking.accountHalted({ reason: halt }), words);
    expect(told).toContain(words.batchPage.orders.resume.title);
    expect(told).toContain(words.halts.checkUrl);
    expect(told).not.toMatch(COMMAND);
  });

  it('stays as it is where it names none', () => {
    expect(onPage('Something of a file’s own, 3 of 7.', words, words)).toBe(
      'Something of a file’s own, 3 of 7.',
    );
  });
});
