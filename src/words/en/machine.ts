// English: what this machine refuses.

export const machine = {
  dataDirectory: ({ path, why }: { path: string; why: string }) =>
    `ROLLCALL_DATA names ${path}, which can't be made a directory: ${why}.`,
};
