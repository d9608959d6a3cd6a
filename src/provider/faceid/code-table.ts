// The table of `IdCardVerification` as data: results and error codes with meaning, effect, billing and remedy. It decides
// nothing.

import type { CodeEffect, CodeMeaning, ReturnCode } from '../../domain/return-codes.js';
import type { Status } from '../../domain/status.js';
import type { Say } from '../../words/words.js';

export interface ResultEntry {
  readonly code: ReturnCode;
  readonly meaning: CodeMeaning;
  readonly effect: CodeEffect;
  /** The status of a row that ends with this result. */
  readonly status: Status;
  readonly billed: boolean;
}

export interface ErrorEntry {
  readonly code: ReturnCode;
  /**
   * The entry also counts for codes that go on with a dot behind this one: that of `AuthFailure` for `AuthFailure.New`. An
   * entry of such a code's own comes first.
   */
  readonly family?: true;
  readonly meaning: CodeMeaning;
  readonly effect: CodeEffect;
  /** What a person has to do about a halt: a sentence without its full stop. */
  readonly remedy?: Say;
}

function result(
  code: ReturnCode,
  zh: string,
  en: string,
  effect: CodeEffect,
  status: Status,
  billed = false,
): ResultEntry {
  return { code, meaning: { zh, en }, effect, status, billed };
}

export const RESULTS: readonly ResultEntry[] = [
  result('0', '一致', 'number and name match', 'final', 'match', true),
  result('-1', '不一致', 'number and name do not match', 'final', 'mismatch', true),
  result('-2', '非法身份证号', 'the number is not valid', 'final', 'invalid_id'),
  result('-3', '非法姓名', 'the name is not valid', 'final', 'bad_format'),
  result('-4', '证件库服务异常', 'the register of numbers does not work', 'failed', 'lookup_failed'),
  result('-5', '证件库中无此身份证记录', 'the register has no such number', 'final', 'lookup_failed'),
  result('-6', '权威比对系统升级中', 'the register is being upgraded', 'failed', 'lookup_failed'),
  result(
    '-7',
    '认证次数超过当日限制',
    'asked too often today about this name or number',
    'daily',
    'lookup_failed',
  ),
];

function one(
  code: ReturnCode,
  zh: string,
  en: string,
  effect: CodeEffect = 'final',
  remedy?: Say,
): ErrorEntry {
  return { code, meaning: { zh, en }, effect, ...(remedy === undefined ? {} : { remedy }) };
}

function family(...entry: Parameters<typeof one>): ErrorEntry {
  return { ...one(...entry), family: true };
}

const ALLOWED: Say = ({ remedies }) => remedies.allow({ action: 'IdCardVerification' });
const ADDRESS: Say = ({ remedies }) => remedies.address;
const OLD_ROLLCALL: Say = ({ remedies }) => remedies.newerRollcall;
export const KEYS: Say = ({ remedies }) => remedies.credentials;
const ACTIVATE: Say = ({ remedies }) => remedies.activate({ service: 'FaceID (人脸核身)' });
const CLOCK: Say = ({ remedies }) => remedies.clockFiveMinutes;

export const ERRORS: readonly ErrorEntry[] = [
  family('RequestLimitExceeded', '请求的次数超过了频率限制', 'too many calls: throttled', 'throttled'),

  one('AuthFailure.SignatureExpire', '签名过期', 'the signature has expired', 'expired', CLOCK),
  one('AuthFailure.SignatureFailure', '签名错误', 'the signature is wrong', 'account', KEYS),
  one('AuthFailure.SecretIdNotFound', '密钥不存在', 'the SecretId does not exist', 'account', KEYS),
  one('AuthFailure.InvalidSecretId', '密钥非法', 'the SecretId is of the wrong kind', 'account', KEYS),
  one(
    'AuthFailure.InvalidAuthorization',
    '请求头部的 Authorization 不符合腾讯云标准',
    'the header Authorization is malformed',
    'account',
    KEYS,
  ),
  one(
    'AuthFailure.TokenFailure',
    'token 错误',
    'the token of temporary credentials is wrong',
    'account',
    ({ remedies }) => remedies.permanent,
  ),
  one(
    'AuthFailure.MFAFailure',
    'MFA 错误',
    'the account asks for a second factor',
    'account',
    ({ remedies }) => remedies.noSecondFactor,
  ),
  one('AuthFailure.UnauthorizedOperation', '请求未授权', 'no permission', 'account', ALLOWED),
  family('AuthFailure', 'CAM 签名/鉴权错误', 'the credentials or the signature are refused', 'account', KEYS),

  one(
    'UnauthorizedOperation.Arrears',
    '账号已欠费',
    'the account is in arrears',
    'account',
    ({ remedies }) => remedies.arrears,
  ),
  one(
    'UnauthorizedOperation.ChargeStatusException',
    '计费状态异常',
    "the account's billing is not in order",
    'account',
    ({ remedies }) => remedies.billing,
  ),
  one(
    'UnauthorizedOperation.NonAuthorize',
    '账号未实名',
    "the account's owner has not been verified",
    'account',
    ({ remedies }) => remedies.realName,
  ),
  one('UnauthorizedOperation.Nonactivated', '未开通服务', 'FaceID is not activated', 'account', ACTIVATE),
  one(
    'UnauthorizedOperation.ActivateError',
    '服务开通异常',
    'activating FaceID has failed',
    'account',
    ACTIVATE,
  ),
  family('UnauthorizedOperation', '未授权操作', 'no permission', 'account', ALLOWED),

  one('FailedOperation.StsUnAuthErrError', 'STS 未授权', 'the role is not authorized', 'account', ALLOWED),
  one(
    'FailedOperation.DecryptSystemError',
    '解密失败',
    'the service could not decrypt',
    'account',
    ({ remedies }) => remedies.notEncrypted,
  ),
  one(
    'IpInBlacklist',
    'IP 地址在黑名单中',
    "this machine's address is on a black list",
    'account',
    ({ remedies }) => remedies.blackList,
  ),
  one(
    'IpNotInWhitelist',
    'IP 地址不在白名单中',
    "this machine's address is not on the white list",
    'account',
    ({ remedies }) => remedies.whiteList,
  ),
  one('ActionOffline', '接口已下线', 'the interface has been withdrawn', 'account', OLD_ROLLCALL),
  one('InvalidAction', '接口不存在', 'there is no such interface', 'account', ADDRESS),
  one('NoSuchVersion', '接口版本不存在', 'there is no such version of the interface', 'account', ADDRESS),
  one('UnsupportedRegion', '接口不支持所传地域', 'the region does not have it', 'account', ADDRESS),
  one(
    'UnsupportedProtocol',
    'http(s) 请求协议错误',
    'the protocol is not supported',
    'account',
    ({ remedies }) => remedies.https,
  ),
  one(
    'ResourceUnavailable.InArrears',
    '账号已欠费',
    'the account is in arrears',
    'account',
    ({ remedies }) => remedies.arrears,
  ),
  family('ResourcesSoldOut', '资源售罄', 'the package is used up', 'account', ({ remedies }) => remedies.buy),

  family('InternalError', '内部错误', 'internal error of the provider', 'failed'),
  one('FailedOperation.UnKnown', '内部未知错误', 'unknown internal error of the provider', 'failed'),
  one('ServiceUnavailable', '当前服务暂时不可用', 'the service is unavailable', 'failed'),
  one('ResourceUnavailable', '资源不可用', 'a resource of the provider is unavailable', 'failed'),

  family('InvalidParameter', '参数错误', 'invalid parameter'),
  family('InvalidParameterValue', '参数取值错误', 'a value is not valid'),
  one('MissingParameter', '缺少参数错误', 'a parameter is missing'),
  one('UnknownParameter', '未知参数错误', 'unknown parameter'),
  one('RequestSizeLimitExceeded', '请求包超过限制大小', 'the request is too large'),
  one('LimitExceeded', '超过配额限制', 'a quota is exceeded'),
];
