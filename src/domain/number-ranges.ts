// Row numbers in few words: `3,7-9`. Pure.

/** @param numbers each once, in their order */
export function rangesOf(numbers: Iterable<number>): string {
  const parts: string[] = [];
  let [first, last] = [NaN, NaN];
  const end = (): void => {
    if (!Number.isNaN(first)) parts.push(first === last ? String(first) : `${first}-${last}`);
  };
  for (const number of numbers) {
    if (number !== last + 1) {
      end();
      first = number;
    }
    last = number;
  }
  end();
  return parts.join(',');
}
