// How a list is read where nobody has said anything of it.

export const READ_BY_DEFAULT = {
  encoding: undefined,
  delimiter: undefined,
  sheet: undefined,
  header: true,
  nameColumn: undefined,
  idColumn: undefined,
  precheck: 'reject' as const,
  dedupe: true,
};
