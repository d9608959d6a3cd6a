// English: the options of the commands that read or verify a list.

export const listOptions = {
  file: 'a CSV or Excel file with a column of names and one of identity numbers',
  files: 'CSV or Excel files with a column of names and one of identity numbers',
  nameColumn: 'the column with the names: its header, or its number from 1',
  idColumn: 'the column with the identity numbers: its header, or its number from 1',
  noHeader: 'the first record is a row already',
  headerRow:
    'the line of the header as a spreadsheet counts them, from 1 (default: found among the first 20 records)',
  encoding: 'instead of finding it out: utf-8, gb18030, big5, shift_jis, euc-kr, windows-1252 and others',
  delimiter: 'instead of finding it out; "tab" for a tab',
  sheet: 'of an Excel file: its name, or its number from 1 (default: the first one)',
  precheck: 'rows that break the rules of identity numbers: answer them here, or send them',
  noDedupe: 'call for every row, also for people who stand in the list already',
  previous:
    'hold the list against that batch, or the "latest" completed one with the same label: call who is new or has to be called again, carry the other outcomes over, write changes.csv',
  corrects:
    'the list is that batch with mended rows, known by verify_row or else by the person: call only who is new or changed, or ended without a verdict (--only says otherwise), and write corrected.csv in its directory',
  correctsOrPrevious:
    '--corrects and --previous exclude each other: a correction is held against the batch that it corrects.',
  only: ({ statuses }: { statuses: string }) =>
    `with --previous or --corrects: whoever has one of these is called again (default: ${statuses}; with --corrects without lookup_failed); "none": nobody for the status alone`,
  olderThan: 'with --previous: whoever was last called longer ago is called again too, such as 30d or 12h',
  previousProvider:
    'with --previous: whose outcomes count, only those of the provider that is called now or any (default: same)',
  batch: "the batch's id; the same id with the same list goes on with that batch",
  out: "where the batch's files go (default: <data>/batches/<id>)",
  exitOnChange: 'with --previous: exit status 6 where changes.csv has a line',
  first: 'verify these rows, then pause; resume does the rest',
  sample: 'the same with rows that are spread evenly over the list',
  maxCalls: 'never make more calls than this, retries included',
  maxAttempts: 'calls for one row before it ends in error (default: 6)',
  inDoubt: 'a call whose answer never came: call again, or end the row as in_doubt (default: retry)',
  dailyLimit: "rows that meet a provider's limit of the day: wait for the next, or end as lookup_failed",
  dailyLimitDefault:
    "rows that meet a provider's limit of the day: wait for the next, or end as lookup_failed (default: wait)",
  rate: 'calls a second, all workers together (default: the limit is found by itself)',
  priority: 'share of the calls beside other batches: each step is four times the next',
  priorityDefault:
    'share of the calls beside other batches: each step is four times the next (default: normal)',
  concurrency: 'calls in flight in one verify process (default: 20)',
  label: 'who pays: shown in reports',
  xlsx: 'write outcomes.xlsx too, with all numbers as text',
  split: 'write a file for each status too: outcomes.match.csv, outcomes.mismatch.csv, …',
  onFinish: 'run this program with the path of summary.json when the batch has ended or halts',
  /** What an option refuses. */
  mustBe: {
    wholeFromOne: 'It must be a whole number from 1.',
    whole: 'It must be a whole number.',
    positive: 'It must be a number greater than 0.',
    rate: ({ lowest, seconds }: { lowest: number; seconds: number }) =>
      `It must be at least ${lowest}: one call in ${seconds} seconds.`,
    duration: 'It must be a time such as 30d, 6h, 15m, 30s or 500ms.',
    program: 'It must be the path of a program that can be run, without arguments.',
    encoding: ({ encodings }: { encodings: string }) =>
      `It takes ${encodings}, and the other names of these.`,
    encodingNear: ({ near, encodings }: { near: string; encodings: string }) =>
      `Did you mean ${near}? It takes ${encodings}, and the other names of these.`,
    statuses: ({ statuses }: { statuses: string }) =>
      `It must be "none", or statuses separated by commas, of ${statuses}.`,
    day: 'It must be a day such as 2026-11-24.',
    port: 'It must be a port, from 0 to 65535.',
    zone: ({ example }: { example: string }) => `It must be a time zone such as ${example}.`,
    zoneNear: ({ example, near }: { example: string; near: string }) =>
      `It must be a time zone such as ${example}. Did you mean ${near}?`,
    scheduleName: 'It must be letters, digits, "-" and "_", at most 40, a letter first.',
    cron: "It must be five fields, such as '30 1 * * *' for half past one every night.",
    cronUnread: ({ why }: { why: string }) => `The pattern can't be read: ${why}.`,
    cronDue: 'It is never due.',
  },
  /** Options that don't go together. */
  headerTwice: '--header-row says where the header is, and --no-header that there is none. Leave one out.',
  needsPrevious: ({ option }: { option: string }) =>
    `${option} goes with --previous: name the batch to hold the list against, or "latest".`,
  oneFile:
    '--batch, --out, --previous and --corrects go with one FILE. Run the files one by one, or leave them out.',
};
