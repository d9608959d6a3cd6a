// English: what a person should know of a workbook's sheets.

interface First {
  first: string;
}
interface Several extends First {
  count: number;
}

export const sheets = {
  hiddenRows: {
    one: ({ first }: First) => `There is a row (${first}) hidden or filtered out in the sheet, and read too.`,
    several: ({ count, first }: Several) =>
      `There are ${count} rows (the first is ${first}) hidden or filtered out in the sheet, and read too.`,
  },
  uncalculated: {
    one: ({ first }: First) =>
      `There is a formula (${first}) without a calculated value in the sheet. Open the workbook in Excel, save it, and give it again.`,
    several: ({ count, first }: Several) =>
      `There are ${count} formulas (the first is ${first}) without a calculated value in the sheet. Open the workbook in Excel, save it, and give it again.`,
  },
  mergedDown: {
    one: ({ first }: First) =>
      `There is a merged cell (${first}) over several rows in the sheet. The text stands in the first of those rows alone.`,
    several: ({ count, first }: Several) =>
      `There are ${count} merged cells (the first is ${first}) over several rows in the sheet. The text stands in the first of those rows alone.`,
  },
  withRows: ({ sheet, rows }: { sheet: string; rows: number }) => `"${sheet}" (${rows} rows)`,
  withMore: ({ sheet, rows }: { sheet: string; rows: number }) => `"${sheet}" (more than ${rows} rows)`,
  others: ({ read, others }: { read: string; others: string }) =>
    `Only the sheet "${read}" is read. There are rows in ${others} too: --sheet reads another.`,
  othersAndMore: ({ read, others }: { read: string; others: string }) =>
    `Only the sheet "${read}" is read. There are rows in ${others} and more too: --sheet reads another.`,
};
