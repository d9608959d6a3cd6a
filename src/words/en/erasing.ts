// English: erasing people, and what is kept of it.

interface Figures {
  rows: number;
  batches: number;
  files: number;
}

export const erasing = {
  summary: 'erases a person from all files that are kept; a dry run, unless with --yes',
  description:
    'Empties the rows of that person, duplicates too, in every file that Rollcall keeps: outcomes, workbooks, files by status, changes, corrected files, lists, and the index of people. verify_status becomes "erased"; all other rows keep their bytes. Counts, calls on record and reconciliations stay. A batch that has not ended is refused by its id. A receipt is kept in the data directory, under receipts/. Number and name are asked for, or read from standard input, as by find. Backups and copies of your own are not reached.',
  yes: 'erase it; without this it is only said what would be erased',
  json: 'batches, rows, files and the receipt, as JSON',
  receipts: {
    summary: 'the receipts of what was erased, and whether their chain is whole',
    json: 'the receipts as JSON, with `whole`',
  },

  inBatch: ({ batch, count, rows }: { batch: string; count: number; rows: string }) =>
    `${batch}: ${count} ${count === 1 ? 'row' : 'rows'} (${rows})`,
  file: ({ path }: { path: string }) => `  ${path}`,
  otherFiles: 'In files of other batches:',
  nothing: 'In no file that is kept: there is nothing to erase.',
  wouldErase: ({ rows, batches, files }: Figures) =>
    `Would be emptied: ${rows} rows of ${batches} batches, in ${files} files. Nothing is erased yet: the same with --yes does it.`,
  erased: ({ rows, batches, files }: Figures) =>
    `Emptied: ${rows} rows of ${batches} batches, in ${files} files.`,
  receipt: ({ path }: { path: string }) => `Receipt: ${path}`,
  unreadable: ({ batch, rows }: { batch: string; rows: string }) =>
    `Not looked at, because these records could not be read: batch ${batch}, rows ${rows}.`,
  notReached: ({ what, why }: { what: string; why: string }) => `Not reached: ${what}: ${why}`,
  ofBatch: ({ batch }: { batch: string }) => `batch ${batch}`,
  dataDirectory: 'the data directory',
  stays: {
    sessions:
      'The provider keeps what it was asked. The session ids of the calls stay in attempts.csv, where they name no person.',
    backups:
      'Backups, and copies that were made elsewhere, are not reached. After one is put back, erase again.',
  },

  notEnded: ({ batches }: { batches: string }) =>
    `Not ended yet: ${batches}. The person stands there, or these batches build on one in which the person stands. Nothing was erased. Let them end, or end them with 'rollcall cancel', and erase then.`,
  isMade: ({ batch }: { batch: string }) =>
    `Batch "${batch}" has been in the making for too long to wait for. Nothing was erased. Try again when its list is read.`,
  changedMeanwhile: ({ file }: { file: string }) =>
    `${file} was changed by somebody since it was looked through. Erase again.`,
  unread: ({ file, why }: { file: string; why: string }) => `${file} can't be read: ${why}`,
  notWhole: 'this upload is not whole, so it could not be looked through',
  othersFiles: 'it has no summary.json of that batch: whose files are there can’t be told',
  putReceiptBack: 'Put the receipt back from a backup: the receipts after it can only be checked with it.',

  shownReceipt: ({
    number,
    at,
    by,
    rows,
    batches,
  }: {
    number: number;
    at: string;
    by: string;
    rows: number;
    batches: number;
  }) => `${number}  ${at}  ${by}  ${rows} rows of ${batches} batches`,
  noReceipts: 'Nothing was erased yet.',
  whole: ({ count }: { count: number }) => `${count} receipts. Each fits the one before it.`,
  broken: ({ number }: { number: number }) =>
    `The chain is broken behind receipt ${number}: a receipt was changed, removed or added.`,
};
