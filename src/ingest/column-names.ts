// Which column holds the name and which the identity number, by their headers. It knows the names in use;
// it does not know how the header was read.

import { UserError } from '../domain/user-error.js';
import type { Words } from '../words/words.js';

/** Headers that name a column without doubt, looked for as written here first, and then in `loosened` form. */
export const COLUMN_NAMES = {
  name: words(`
    姓名 名字 真实姓名 中文姓名 证件姓名 身份证姓名 本人姓名 客户姓名 客户名称 客户名 用户姓名 会员姓名 员工姓名
    学生姓名 持卡人 持卡人姓名 借款人 借款人姓名 投保人姓名 被保险人姓名 申请人姓名 户名 账户名称 真實姓名 客戶姓名 戶名
    name full_name real_name customer_name cust_name client_name user_name member_name employee_name
    cardholder cardholder_name idcard_name id_card_name id_name xm xingming`),
  id: words(`
    身份证 身份证号 身份证号码 身份证件号 身份证件号码 居民身份证 居民身份证号 居民身份证号码 公民身份号码
    公民身份证号 公民身份证号码 身份号码 证件号 证件号码 证号 客户身份证 客户身份证号 客户身份证号码 客户证件号
    客户证件号码 持卡人身份证号 持卡人身份证号码 借款人身份证号 借款人身份证号码 本人身份证号 本人身份证号码
    身份證 身份證號 身份證號碼 證件號 證件號碼
    id_number id_no id_num id_card idcard idcard_number idcard_no idcard_num id_card_number id_card_no
    id_card_num identity_number identity_no identity_card identity_card_number identity_card_no national_id
    national_id_number citizen_id cert_no cert_number certificate_no certificate_number sfz sfzh sfzhm zjh zjhm`),
} as const;

/** The longest text that is compared as a header, with all its remarks. */
const LONGEST_HEADER = 4096;

/** Opening brackets of remarks, with the closing ones. */
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '【': '】', '<': '>' };

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}

export type Role = keyof typeof COLUMN_NAMES;

const ROLES: Readonly<Record<Role, { what: 'name' | 'number'; option: string }>> = {
  name: { what: 'name', option: '--name-column' },
  id: { what: 'number', option: '--id-column' },
};

/**
 * @param header undefined where the list has none: then `asked` must be a number
 * @param asked header text or 1-based number
 * @returns the 0-based column
 * @throws UserError naming the header as it was read and the option to use
 */
export function findColumn(
  role: Role,
  header: readonly string[] | undefined,
  columnCount: number,
  asked: string | undefined,
  sourceName: string,
): number {
  const { what, option } = ROLES[role];
  const candidates = candidatesFor(role, header ?? [], columnCount, asked);
  const [only, ...others] = candidates;
  if (only !== undefined && others.length === 0) return only;
  const mayBeLower = header !== undefined && asked === undefined && candidates.length === 0;
  throw new UserError('unclear-list', ({ findingColumns: said }) => {
    const found = describe(candidates, what, asked, header, said);
    const advice = {
      source: sourceName,
      found,
      header: headerAsRead(header, columnCount, said),
      what: said[what],
      option,
    };
    return mayBeLower ? said.notFoundOrLower(advice) : said.notFound(advice);
  });
}

/** The 0-based columns that the user may have meant. */
export function candidatesFor(
  role: Role,
  header: readonly string[],
  columnCount: number,
  asked: string | undefined,
): number[] {
  return asked === undefined ? byKnownNames(role, header) : byRequest(header, columnCount, asked);
}

function byKnownNames(role: Role, header: readonly string[]): number[] {
  const exact: ReadonlySet<string> = new Set(COLUMN_NAMES[role]);
  const found = indexesWhere(header, (text) => exact.has(text));
  return found.length > 0 ? found : indexesWhere(header, (text) => LOOSENED[role].has(loosened(text)));
}

function byRequest(header: readonly string[], columnCount: number, asked: string): number[] {
  const exact = indexesWhere(header, (text) => text === asked);
  if (exact.length > 0) return exact;
  const loose = indexesWhere(header, (text) => loosened(text) === loosened(asked));
  if (loose.length > 0) return loose;
  const number = /^\d{1,6}$/.test(asked) ? Number(asked) : 0;
  return number >= 1 && number <= columnCount ? [number - 1] : [];
}

function indexesWhere(header: readonly string[], test: (text: string) => boolean): number[] {
  return header.flatMap((text, index) => (test(text) ? [index] : []));
}

const LOOSENED: Readonly<Record<Role, ReadonlySet<string>>> = {
  name: new Set(COLUMN_NAMES.name.map(loosened)),
  id: new Set(COLUMN_NAMES.id.map(loosened)),
};

/** Whether a header names either column. */
export function isKnownHeader(text: string): boolean {
  return knownRole(text) !== undefined;
}

/** Which of the columns a header names, if any. */
export function knownRole(text: string): Role | undefined {
  const loose = loosened(text);
  if (LOOSENED.name.has(loose)) return 'name';
  return LOOSENED.id.has(loose) ? 'id' : undefined;
}

/** The header without case, width, blanks, underscores, punctuation, and remarks in brackets such as 姓名(必填). */
function loosened(text: string): string {
  if (text.length > LONGEST_HEADER) return text;
  return withoutRemarks(text.normalize('NFKC').toLowerCase()).replace(/[\s\p{P}\p{S}\p{Cf}]/gu, '');
}

/** Once a closing bracket is missing, none of its kind is looked for again, so that the search takes linear time. */
function withoutRemarks(text: string): string {
  const open = new Set<string>();
  let kept = '';
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    const closing = CLOSING[character];
    const end = closing === undefined || open.has(closing) ? -1 : text.indexOf(closing, at + 1);
    if (end === -1) kept += character;
    else at = end;
    if (closing !== undefined && end === -1) open.add(closing);
  }
  return kept;
}

function describe(
  candidates: readonly number[],
  what: 'name' | 'number',
  asked: string | undefined,
  header: readonly string[] | undefined,
  said: Words['findingColumns'],
): string {
  if (candidates.length > 0) {
    const columns = candidates.map((index) => index + 1).join(said.between);
    return said.several({ columns, what: said[what] });
  }
  if (asked !== undefined) return said.noneCalled({ asked });
  return header === undefined
    ? said.withoutHeader({ what: said[what] })
    : said.noneLikeIt({ what: said[what] });
}

function headerAsRead(
  header: readonly string[] | undefined,
  columnCount: number,
  said: Words['findingColumns'],
): string {
  if (header === undefined) return said.columnCount({ columns: columnCount });
  // A person's name and number don't belong on a screen or in a log.
  if (header.some((text) => /\d{15}/.test(text))) return said.headerIsPerson;
  const titles = header
    .slice(0, MOST_TITLES)
    .map((text, index) => `${index + 1} "${shortened(text)}"`)
    .join(', ');
  return header.length > MOST_TITLES
    ? said.headerAndMore({ titles, all: header.length })
    : said.header({ titles });
}

const MOST_TITLES = 50;
const LONGEST_TITLE = 60;

function shortened(title: string): string {
  return title.length > LONGEST_TITLE ? `${title.slice(0, LONGEST_TITLE)}…` : title;
}
