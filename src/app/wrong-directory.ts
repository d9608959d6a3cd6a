// Tells a person who may be in the wrong data directory, in words, which other ones work on the same Redis.

import type { DataPlace } from '../journal/data-places.js';
import type { OtherDirectory } from '../queue/other-directories.js';
import type { Say, Words } from '../words/words.js';

/** Empty where there are none. */
export function othersInWords(others: readonly OtherDirectory[]): Say {
  return (words) => others.map((other) => otherInWords(other, words)).join(' ');
}

function otherInWords({ dataId, place, hasWorker }: OtherDirectory, words: Words): string {
  const { looking } = words;
  const where = placeInWords(dataId, place, words);
  return hasWorker ? looking.otherWorks({ where }) : looking.otherWaits({ where });
}

function placeInWords(dataId: string, place: DataPlace | undefined, { looking }: Words): string {
  return place === undefined ? looking.placeUnknown({ dataId }) : looking.place(place);
}
