// Chinese: why the columns of names and numbers are not found.

import type { Words } from '../words.js';

export const findingColumns: Words['findingColumns'] = {
  name: '姓名',
  number: '身份证号码',
  notFound: ({ source, found, header, what, option }) =>
    `${source}：${found}。${header}。请用 ${option} 指明哪一列是${what}（写列标题，或从 1 数起的列号）。`,
  notFoundOrLower: ({ source, found, header, what, option }) =>
    `${source}：${found}。${header}。请用 ${option} 指明哪一列是${what}（写列标题，或从 1 数起的列号）。如果表头在另一行，请用 --header-row 指明。`,
  between: '、',
  several: ({ columns, what }) => `第 ${columns} 列都可能是${what}`,
  noneCalled: ({ asked }) => `没有“${asked}”这一列`,
  withoutHeader: ({ what }) => `名单没有表头，无法知道哪一列是${what}`,
  noneLikeIt: ({ what }) => `没有一列的标题像是${what}`,
  columnCount: ({ columns }) => `第一条记录有 ${columns} 列`,
  headerIsPerson: '第一条记录中有身份证号码：如果那是数据而不是表头，请加 --no-header',
  header: ({ titles }) => `读到的表头：${titles}`,
  headerAndMore: ({ titles, all }) => `读到的表头：${titles}……共 ${all} 列`,
};
