// How many rows gaps.csv names, said beside a batch's figures.

export function gapsInWords(rows: number): string {
  return `in gaps.csv ${rows}`;
}
