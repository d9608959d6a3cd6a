// English: columns of a list that have the names of those that Rollcall writes.

export const writtenColumns = {
  replaced: ({ count }: { count: number }) =>
    `This is a file of outcomes: its ${count} columns that Rollcall wrote are left out, and the outcomes of this time take their place.`,
  namesake: ({ column, title }: { column: number; title: string }) =>
    `Column ${column}, "${title}", has the name of one that Rollcall writes. As it is the only one of them, it is taken for the list's own: it stays, and the outcomes have a second column of that name behind it.`,
  ofOutcome: ({ source, title }: { source: string; title: string }) =>
    `${source} is a file of outcomes, and "${title}" is a column that Rollcall wrote: it can't hold the name or the number. Name one of the list's own.`,
};
