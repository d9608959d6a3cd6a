// English: why an earlier batch can’t serve as the one to compare with.

export const previousErrors = {
  unread: ({ batch, why }: { batch: string; why: string }) =>
    `The outcomes of batch "${batch}" can't be read: ${why}. Put the file back, name another batch with --previous, or leave it out to call for everybody.`,
  changed: ({ path, batch }: { path: string; batch: string }) =>
    `${path} is not as batch "${batch}" has written it. Restore it, or name another batch with --previous.`,
  otherKey: ({ batch, previous }: { batch: string; previous: string }) =>
    `Batch "${batch}" was made with another ROLLCALL_KEY, and knows the people of "${previous}" by that. Set it again.`,
  unknown: ({ option, batch, directory }: { option: string; batch: string; directory: string }) =>
    `${option} names batch "${batch}", which is not in ${directory}. 'rollcall status' lists the batches.`,
  notEnded: ({ option, batch, state }: { option: string; batch: string; state: string }) =>
    `${option} names batch "${batch}", which is ${state}: its outcomes are not complete. Bring it to its end first, or name another.`,
  otherProvider: ({ batch, other, own }: { batch: string; other: string; own: string }) =>
    `--previous names batch "${batch}", which called ${other}, and this one calls ${own}: what one of them said counts for the other only with --previous-provider any.`,
  otherAccount: ({
    option,
    batch,
    appid,
    url,
  }: {
    option: string;
    batch: string;
    appid: string;
    url: string;
  }) =>
    `${option} names batch "${batch}", which called for another account or service (${appid}, ${url}). Name one of this account's.`,
  purged: ({ option, batch, at }: { option: string; batch: string; at: string }) =>
    `Batch "${batch}" can't be the ${option} one: it was purged at ${at}, and its outcomes are erased. Name another, or leave ${option} out.`,
  tooManyPeople: '--previous can’t take over so many people: divide the list.',
  cut: ({ file, rows, batch, written }: { file: string; rows: number; batch: string; written: string }) =>
    `${file} has ${rows} rows, and batch "${batch}" wrote ${written}: it was changed. Restore it, or name another batch with --previous.`,
};
