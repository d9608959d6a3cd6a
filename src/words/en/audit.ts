// English: the record of who did what.

export const audit = {
  summary: 'the record of who did what',
  description:
    'Every act through serve that changes something or shows what is personal, and approvals, users and keys at the command line: who, what, which batch, from where. Each line holds the hash of the one before.',
  verify: {
    summary: 'whether the record is as it was written',
    description:
      'Names the first line that was changed, removed or put in; exit status 1 then. What was cut off at the end shows only where somebody has kept the hash of a line: give it with --has.',
    has: 'the hash of a line that was kept elsewhere, which has to be in the record',
    json: 'lines and the hash of the last one, as JSON',
  },
  list: { summary: 'the newest lines', last: 'so many lines', json: 'as JSON, a line each' },
  whole: ({ lines, at, hash }: { lines: number; at: string; hash: string }) =>
    `The record is whole: ${lines} lines, the last of ${at}. Keep its hash elsewhere: ${hash}`,
  empty: 'Nothing is on record yet.',
  torn: ({ bytes }: { bytes: number }) =>
    `A crash has left ${bytes} bytes of a line behind the last one. The next act takes them out, on record.`,
  hasNot: ({ hash }: { hash: string }) =>
    `No line of the record has the hash ${hash}: lines were cut off, or it is of another record.`,
  /** What a damaged line is not. */
  theRecord: 'the record of who did what as it was written',
  lookWhere: "'rollcall audit verify' names the first line that is wrong. Put the file back from a backup.",
  changedSince:
    'It, or the line before it, was changed, removed or put in since. See who can write there; a backup has what was there.',
};
