// English: how persons differ from the batch before, in changes.csv.

export const changes = {
  kinds: { changed: 'changed', new: 'new', gone: 'gone' },
};
