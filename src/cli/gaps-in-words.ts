// Says beside a batch's figures how many rows gaps.csv names.

export function gapsInWords(rows: number): string {
  return `in gaps.csv ${rows}`;
}
