// English: lists that correct an earlier batch.

export const corrections = {
  noSuchRow: ({ batch, row }: { batch: string; row: number }) => `Batch "${batch}" has no row ${row}.`,
  noSummary: ({ batch, directory }: { batch: string; directory: string }) =>
    `${directory} has no summary.json of batch "${batch}", so it can't be corrected. Put its files back.`,
  noOutcomes: ({ batch, file }: { batch: string; file: string }) =>
    `${file} is not there as batch "${batch}" has written it. Put it back.`,
  notEnded: ({ batch, first }: { batch: string; first: string }) =>
    `Batch "${batch}" corrects "${first}" already and has not ended: what it calls for would be called twice. Bring it to its end first: rollcall resume ${batch}, or rollcall cancel ${batch}`,
  purged: ({ batch, purgedAt }: { batch: string; purgedAt: string }) =>
    `Batch "${batch}" was purged at ${purgedAt}: its rows are erased, so that there is nothing to correct. Run the list by itself.`,
  noNumber: ({ list, line }: { list: string; line: number }) =>
    `${list}, line ${line}: verify_row has to be the row's number in the batch that is corrected, or empty for a new row.`,
  unknownRow: ({ list, line, row }: { list: string; line: number; row: string }) =>
    `${list}, line ${line}: verify_row is ${row}, and the batch that is corrected has no such row. Is it the right batch? For a new row empty the cell.`,
  rowTwice: ({ list, line, row }: { list: string; line: number; row: string }) =>
    `${list}, line ${line}: verify_row ${row} stands in the list already. Keep one of the two, or empty the cell of a new row.`,
  begunWith: ({ batch, corrected }: { batch: string; corrected: string }) =>
    `Batch "${batch}" was begun with --corrects ${corrected}, and that stays. Leave --corrects out to go on with it, or take another --batch id.`,
  begunWithout: ({ batch }: { batch: string }) =>
    `Batch "${batch}" was begun without --corrects, and that stays. Leave --corrects out to go on with it, or take another --batch id.`,
};
