// The return codes of `/auth/idcard` and `/verifyc/stat`: what each means, what it says of a person, what it leads to and
// what to do about it. The tables follow docs/design/provider-youtu.md, the decisions docs/answers.md.

import type { CodeEffect, CodeMeaning, ReturnCode } from '../../domain/return-codes.js';
import type { Status } from '../../domain/status.js';
import type { Say } from '../../words/words.js';
import { clockRemedy } from '../clock-remedy.js';
import type { ProviderCodes } from '../port.js';

/** The documents' codes, named after what they say. */
export const CODE = {
  match: '0',
  mismatch: '-5803',
  invalidNumber: '-5804',
  badFormat: '-5806',
  lookupFailed: '-5807',
  badRequest: '3',
  signatureEmpty: '4',
  signatureMalformed: '5',
  otherTarget: '6',
  signatureExpired: '9',
  unknownAppid: '10',
  unknownSecretId: '11',
  secretIdOfOtherAppid: '12',
  replayed: '13',
  signatureWrong: '14',
  throttled: '15',
  unknownBucket: '16',
  invalidParameter: '21',
  requestTooLarge: '23',
  noPermission: '24',
  quotaUsedUp: '25',
  unavailable: '107',
  unavailableToo: '108',
  internalError: '213',
  statRefused: '70001',
  statBadDates: '70002',
  statUnavailable: '70003',
} as const satisfies Readonly<Record<string, ReturnCode>>;

const PERSON_VERDICTS: ReadonlyMap<ReturnCode, Status> = new Map([
  [CODE.match, 'match'],
  [CODE.mismatch, 'mismatch'],
  [CODE.invalidNumber, 'invalid_id'],
  [CODE.badFormat, 'bad_format'],
  [CODE.lookupFailed, 'lookup_failed'],
]);

const MEANINGS: ReadonlyMap<ReturnCode, CodeMeaning> = new Map([
  [CODE.match, { zh: '一致', en: 'number and name match' }],
  [CODE.badRequest, { zh: '错误的请求', en: 'bad request (also seen with a message about arrears)' }],
  [CODE.signatureEmpty, { zh: '签名为空', en: 'the signature is empty' }],
  [CODE.signatureMalformed, { zh: '签名串错误', en: 'the signature is malformed' }],
  [
    CODE.otherTarget,
    { zh: '签名中的appid/bucket与操作目标不匹配', en: 'appid or bucket of the signature is not the target' },
  ],
  [CODE.signatureExpired, { zh: '签名过期', en: 'the signature has expired' }],
  [CODE.unknownAppid, { zh: 'appid不存在', en: 'the appid does not exist' }],
  [CODE.unknownSecretId, { zh: 'secretid不存在', en: 'the SecretId does not exist' }],
  [
    CODE.secretIdOfOtherAppid,
    { zh: 'appid和secretid不匹配', en: 'appid and SecretId do not belong together' },
  ],
  [CODE.replayed, { zh: '重放攻击', en: 'replay attack: the signature was used twice' }],
  [CODE.signatureWrong, { zh: '签名校验失败', en: 'the signature is wrong' }],
  [CODE.throttled, { zh: '操作太频繁，触发频控', en: 'too many calls: throttled' }],
  [CODE.unknownBucket, { zh: 'Bucket不存在', en: 'the bucket does not exist' }],
  [CODE.invalidParameter, { zh: '无效参数', en: 'invalid parameter' }],
  [CODE.requestTooLarge, { zh: '请求包体过大', en: 'the request is too large' }],
  [CODE.noPermission, { zh: '没有权限', en: 'no permission' }],
  [CODE.quotaUsedUp, { zh: '您购买的资源已用完', en: 'the purchased quota is used up' }],
  [CODE.unavailable, { zh: '鉴权服务不可用', en: 'the authentication service is unavailable' }],
  [CODE.unavailableToo, { zh: '鉴权服务不可用', en: 'the authentication service is unavailable' }],
  [CODE.internalError, { zh: '内部错误', en: 'internal error of the provider' }],
  [CODE.mismatch, { zh: '身份证号码与姓名不匹配', en: 'number and name do not match' }],
  [CODE.invalidNumber, { zh: '身份证号码无效', en: 'the number is not valid' }],
  [CODE.badFormat, { zh: '身份证号码或者姓名格式错误', en: 'number or name has the wrong format' }],
  [CODE.lookupFailed, { zh: '查询身份证信息失败', en: 'looking up the number failed' }],
  [CODE.statRefused, { zh: '签名认证失败', en: 'the signature was refused' }],
  [CODE.statBadDates, { zh: '查询日期不合法', en: 'the dates asked for are not valid' }],
  [
    CODE.statUnavailable,
    { zh: '查询统计数据失败，请稍候再试', en: 'the figures are not available now, try later' },
  ],
]);

/** Codes that stop every call of the account until a person has done something. */
const ACCOUNT: ReadonlySet<ReturnCode> = new Set([
  CODE.signatureEmpty,
  '5',
  '6',
  '10',
  '11',
  '12',
  '13',
  '14',
  '16',
  '24',
  '25',
]);

const REMEDIES: ReadonlyMap<ReturnCode, Say> = new Map<ReturnCode, Say>([
  [CODE.signatureExpired, ({ remedies }) => remedies.clock],
  [CODE.replayed, ({ remedies }) => remedies.replayed],
  [CODE.unknownBucket, ({ remedies }) => remedies.bucket],
  [CODE.noPermission, ({ remedies }) => remedies.permission],
  [CODE.quotaUsedUp, ({ remedies }) => remedies.quota],
]);

export const youtuCodes: ProviderCodes = {
  pattern: /^-?\d+$/,
  example: '15,107,108',
  verdicts: PERSON_VERDICTS,
  monitored: [...PERSON_VERDICTS.keys(), CODE.throttled],
  retried: [CODE.throttled, CODE.unavailable, CODE.unavailableToo],
  billable: [...PERSON_VERDICTS.keys()],
  overToday: new Set(),
  statusOf: (code) => PERSON_VERDICTS.get(code) ?? 'error',
  meaningOf: (code) => MEANINGS.get(code),
  effectOf(code, retryCodes): CodeEffect {
    if (retryCodes.has(code)) return code === CODE.throttled ? 'throttled' : 'failed';
    if (code === CODE.signatureExpired) return 'expired';
    return ACCOUNT.has(code) ? 'account' : 'final';
  },
  remedyOf(code, clockAheadMs): Say {
    // A wrong clock explains only this refusal, because signatures carry their times.
    if (clockAheadMs === undefined || code !== CODE.signatureExpired)
      return REMEDIES.get(code) ?? (({ remedies }) => remedies.fourCredentials);
    return clockRemedy(clockAheadMs);
  },
};
