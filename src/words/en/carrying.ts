// English: what is known of a list's people from earlier calls, and taking it over.

interface Known {
  known: string;
  people: string;
  within: string;
  batches: string;
  option: string;
}

export const carrying = {
  carry:
    'take over outcomes of people who were called within this time, such as 30d, whichever batch called them (default: ROLLCALL_CARRY); 0s: nothing',
  label: 'of batches with the same label alone (default), or of any',
  labelAlone: '--carry-label goes with --carry, such as --carry 30d, or with ROLLCALL_CARRY.',
  batch: ({ batch }: { batch: string }) => `batch ${batch}`,
  batchOfLabel: ({ batch, label }: { batch: string; label: string }) => `batch ${batch} (label ${label})`,
  andMore: ({ batches, more }: { batches: string; more: number }) => `${batches} and ${more} more`,
  stop: '.',
  between: ', ',
  saves: ({ known, people, within, batches, option }: Known) =>
    `${known} of ${people} people were verified within ${within}, by ${batches}: \`${option}\` takes those outcomes over and saves ${known} calls`,
  savesCost: ({ saves, cost, currency }: { saves: string; cost: string; currency: string }) =>
    `${saves}, ${cost} ${currency}`,
  ofPart: 'That is of the first rows alone.',
  nobodyKnown: 'nobody was called within that time',
  missing: ({ count }: { count: number }) =>
    `The index of people lacks ${count} batches that have ended: whom they called is not known here (rollcall index status).`,
  unfinished: ({ batch }: { batch: string }) =>
    `Batch ${batch} has the same list and has not ended: 'rollcall resume ${batch}' goes on with it and pays for nobody twice.`,
  days: ({ count }: { count: number }) => `${count} days`,
};
