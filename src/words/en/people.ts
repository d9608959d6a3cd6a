// English: the index of people.

export const people = {
  summary: 'the index of people: what it has, or make it anew',
  description:
    'The index says in which batches a person stands. It comes into being by itself: a batch is added when it ends, earlier ones by a batch worker. It has keyed hashes, no names and no numbers, and can be made anew from the outcomes at any time.',
  status: { summary: 'how many batches and rows it has, and which batches it lacks' },
  rebuilding: {
    summary: 'make it anew from the outcomes of all batches that have ended',
    description:
      'For an index that is damaged, or whose key people.key is lost. Nothing else depends on it. After a crash in the middle, the batches that are missing come into it like all others.',
  },
  has: ({ batches, rows }: { batches: number; rows: number }) =>
    `The index of people has ${rows} rows of ${batches} batches.`,
  lacks: ({ count, batches }: { count: number; batches: string }) =>
    `It lacks ${count} batches that have ended: ${batches}. A batch worker adds them, or \`rollcall index rebuild\`.`,
  indexing: ({ batch, left }: { batch: string; left: number }) =>
    `Batch ${batch} is brought into the index of people; ${left} more come after it.`,
  notIndexed: ({ batch, why }: { batch: string; why: string }) => `Not in the index: batch ${batch}. ${why}`,

  index: 'The index of people',
  segmentIsNot: 'a part of the index of people as it was written',
  rebuild: 'Nothing is lost: `rollcall index rebuild` makes the index anew from the outcomes.',
  noKey: ({ path }: { path: string }) =>
    `${path} is not a key: 64 hexadecimal digits. Put back the one that was there, or remove the file: \`rollcall index rebuild\` makes another one, and the index with it.`,
  otherKey: ({ path }: { path: string }) =>
    `${path} is not the key with which the index of people was made. Put that one back, or let \`rollcall index rebuild\` make the index anew.`,
  lacksFiles: ({ directory }: { directory: string }) =>
    `The index of people in ${directory} lacks files. Nothing is lost: \`rollcall index rebuild\` makes it anew from the outcomes.`,
};
