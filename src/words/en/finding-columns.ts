// English: why the columns of names and numbers are not found.

interface Advice {
  source: string;
  found: string;
  header: string;
  what: string;
  option: string;
}

export const findingColumns = {
  name: 'name',
  number: 'identity number',
  notFound: ({ source, found, header, what, option }: Advice) =>
    `${source}: ${found}. ${header}. Say which column holds the ${what} with ${option} (its header or its number, from 1).`,
  notFoundOrLower: ({ source, found, header, what, option }: Advice) =>
    `${source}: ${found}. ${header}. Say which column holds the ${what} with ${option} (its header or its number, from 1). Where the header is another line, say which with --header-row.`,
  between: ' and ',
  several: ({ columns, what }: { columns: string; what: string }) =>
    `columns ${columns} could each hold the ${what}`,
  noneCalled: ({ asked }: { asked: string }) => `no column is "${asked}"`,
  withoutHeader: ({ what }: { what: string }) =>
    `a list without a header does not tell which column holds the ${what}`,
  noneLikeIt: ({ what }: { what: string }) => `no column is named like one that holds the ${what}`,
  columnCount: ({ columns }: { columns: number }) => `Its first record has ${columns} columns`,
  headerIsPerson:
    'Its first record holds an identity number: where that is a person and no header, add --no-header',
  header: ({ titles }: { titles: string }) => `The header as it was read: ${titles}`,
  headerAndMore: ({ titles, all }: { titles: string; all: number }) =>
    `The header as it was read: ${titles}, … ${all} in all`,
};
