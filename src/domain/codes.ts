// The provider's return codes: what each means and which of them say something about a person.
// Source: the tables "返回码" of auth-idcard.md and verifyc-stat.md. Codes stay open-ended: what is not
// listed here is kept and shown, never dropped.

/** What a row can end as; the column `verify_status`. */
export const STATUSES = [
  'match',
  'mismatch',
  'invalid_id',
  'bad_format',
  'lookup_failed',
  'error',
  'unreadable',
  'in_doubt',
  'not_sent',
] as const;
export type Status = (typeof STATUSES)[number];

export interface CodeMeaning {
  readonly zh: string;
  readonly en: string;
}

/** Codes that are a verdict on the person, with the status that each leads to. */
export const VERDICT_STATUS: ReadonlyMap<number, Status> = new Map([
  [0, 'match'],
  [-5803, 'mismatch'],
  [-5804, 'invalid_id'],
  [-5806, 'bad_format'],
  [-5807, 'lookup_failed'],
]);

const MEANINGS: ReadonlyMap<number, CodeMeaning> = new Map([
  [0, { zh: '一致', en: 'number and name match' }],
  [3, { zh: '错误的请求', en: 'bad request (also seen with a message about arrears)' }],
  [4, { zh: '签名为空', en: 'the signature is empty' }],
  [5, { zh: '签名串错误', en: 'the signature is malformed' }],
  [
    6,
    { zh: '签名中的appid/bucket与操作目标不匹配', en: 'appid or bucket of the signature is not the target' },
  ],
  [9, { zh: '签名过期', en: 'the signature has expired' }],
  [10, { zh: 'appid不存在', en: 'the appid does not exist' }],
  [11, { zh: 'secretid不存在', en: 'the SecretId does not exist' }],
  [12, { zh: 'appid和secretid不匹配', en: 'appid and SecretId do not belong together' }],
  [13, { zh: '重放攻击', en: 'replay attack: the signature was used twice' }],
  [14, { zh: '签名校验失败', en: 'the signature is wrong' }],
  [15, { zh: '操作太频繁，触发频控', en: 'too many calls: throttled' }],
  [16, { zh: 'Bucket不存在', en: 'the bucket does not exist' }],
  [21, { zh: '无效参数', en: 'invalid parameter' }],
  [23, { zh: '请求包体过大', en: 'the request is too large' }],
  [24, { zh: '没有权限', en: 'no permission' }],
  [25, { zh: '您购买的资源已用完', en: 'the purchased quota is used up' }],
  [107, { zh: '鉴权服务不可用', en: 'the authentication service is unavailable' }],
  [108, { zh: '鉴权服务不可用', en: 'the authentication service is unavailable' }],
  [213, { zh: '内部错误', en: 'internal error of the provider' }],
  [-5803, { zh: '身份证号码与姓名不匹配', en: 'number and name do not match' }],
  [-5804, { zh: '身份证号码无效', en: 'the number is not valid' }],
  [-5806, { zh: '身份证号码或者姓名格式错误', en: 'number or name has the wrong format' }],
  [-5807, { zh: '查询身份证信息失败', en: 'looking up the number failed' }],
  [70001, { zh: '签名认证失败', en: 'the signature was refused' }],
  [70002, { zh: '查询日期不合法', en: 'the dates asked for are not valid' }],
  [70003, { zh: '查询统计数据失败，请稍候再试', en: 'the figures are not available now, try later' }],
]);

/** The meaning of a code of the provider's documents, or undefined for one that they do not list. */
export function meaningOf(code: number): CodeMeaning | undefined {
  return MEANINGS.get(code);
}
