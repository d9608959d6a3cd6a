// FaceID's table: what each result and error leads to, exact codes before families, unknown ones kept.

import { describe, expect, it } from 'vitest';
import { decide } from '../../../../src/domain/decision.js';
import { accountEffect } from '../../../../src/domain/account-effect.js';
import { faceidCodes as codes } from '../../../../src/provider/faceid/codes.js';
import { inEnglish } from '../../../../src/words/catalogue.js';

const RETRIED = new Set(codes.retried);

function effectOf(code: string): string {
  return codes.effectOf(code, RETRIED);
}

/** What the call leads to, and what it says of the account. */
function leadsTo(code: string, attemptsUsed = 1): [decision: string, account: string] {
  const end = { kind: 'answered', code, message: '', sessionId: '', httpStatus: 200 } as const;
  const rules = { codes, retryCodes: RETRIED, maxAttempts: 3, inDoubt: 'retry' } as const;
  const decision = decide(end, { attemptsUsed, signatureRenewed: false }, rules);
  const status = decision.kind === 'done' ? ` ${decision.status}` : '';
  return [`${decision.kind}${status}`, accountEffect(end, decision, rules).kind];
}

describe('a result', () => {
  it.each([
    ['0', 'done match', 'good'],
    ['-1', 'done mismatch', 'good'],
    ['-2', 'done invalid_id', 'good'],
    ['-3', 'done bad_format', 'good'],
    ['-4', 'retry', 'failed'],
    ['-5', 'done lookup_failed', 'good'],
    ['-6', 'retry', 'failed'],
    ['-8', 'done error', 'anomalous'],
  ])('%s leads to %s', (code, decision, account) => {
    expect(leadsTo(code)).toEqual([decision, account]);
  });

  it.each(['-4', '-6'])('%s ends its row as lookup_failed when the attempts are used up', (code) => {
    expect(leadsTo(code, 3)).toEqual(['done lookup_failed', 'failed']);
  });

  it('-7 is neither a verdict, nor throttled, nor an anomaly', () => {
    expect(effectOf('-7')).toBe('daily');
    expect(codes.verdicts.has('-7')).toBe(false);
    expect(codes.overToday.has('-7')).toBe(true);
    expect(leadsTo('-7')).toEqual(['done lookup_failed', 'over']);
  });

  it('is billed where it says whether number and name belong together', () => {
    expect(codes.billable).toEqual(['0', '-1']);
  });
});

describe('an error', () => {
  it.each([
    ['RequestLimitExceeded', 'throttled'],
    ['RequestLimitExceeded.UinLimitExceeded', 'throttled'],
    ['AuthFailure.SignatureExpire', 'expired'],
    ['AuthFailure.SignatureFailure', 'account'],
    ['AuthFailure.SecretIdNotFound', 'account'],
    ['AuthFailure.NewerKind', 'account'],
    ['UnauthorizedOperation', 'account'],
    ['UnauthorizedOperation.Arrears', 'account'],
    ['UnauthorizedOperation.Nonactivated', 'account'],
    ['UnauthorizedOperation.NewerKind', 'account'],
    ['FailedOperation.StsUnAuthErrError', 'account'],
    ['FailedOperation.DecryptSystemError', 'account'],
    ['IpInBlacklist', 'account'],
    ['IpNotInWhitelist', 'account'],
    ['ActionOffline', 'account'],
    ['InvalidAction', 'account'],
    ['NoSuchVersion', 'account'],
    ['UnsupportedRegion', 'account'],
    ['UnsupportedProtocol', 'account'],
    ['ResourceUnavailable.InArrears', 'account'],
    ['ResourcesSoldOut.ChargeStatusException', 'account'],
    ['InternalError', 'failed'],
    ['InternalError.Timeout', 'failed'],
    ['FailedOperation.UnKnown', 'failed'],
    ['ServiceUnavailable', 'failed'],
    ['ResourceUnavailable', 'failed'],
    ['ResourceUnavailable.Other', 'final'],
    ['ServiceUnavailable.Other', 'final'],
    ['FailedOperation', 'final'],
    ['FailedOperation.Other', 'final'],
    ['InvalidParameter', 'final'],
    ['InvalidParameterValue.NameFormat', 'final'],
    ['MissingParameter', 'final'],
    ['UnknownParameter', 'final'],
    ['RequestSizeLimitExceeded', 'final'],
    ['LimitExceeded', 'final'],
    ['NeverSeen.Anywhere', 'final'],
    ['RequestLimitExceededX', 'final'],
  ])('%s is %s', (code, effect) => {
    expect(effectOf(code)).toBe(effect);
  });

  it('that is no verdict and stops nothing counts as an anomaly, which many rows in a row make the account’s', () => {
    expect(leadsTo('InvalidParameterValue')).toEqual(['done error', 'anomalous']);
    expect(leadsTo('NeverSeen.Anywhere')).toEqual(['done error', 'anomalous']);
  });

  it('that stops the account has a remedy, each its own', () => {
    const remedies = [
      'UnauthorizedOperation.Arrears',
      'UnauthorizedOperation.Nonactivated',
      'UnauthorizedOperation',
      'AuthFailure.SignatureFailure',
      'AuthFailure.SignatureExpire',
      'IpNotInWhitelist',
      'ResourcesSoldOut.X',
    ].map((code) => inEnglish(codes.remedyOf(code, undefined)));
    expect(new Set(remedies).size).toBe(remedies.length);
    expect(remedies.every((remedy) => remedy.length > 8)).toBe(true);
  });

  it('of an expired signature tells by how many minutes the clock is wrong', () => {
    expect(inEnglish(codes.remedyOf('AuthFailure.SignatureExpire', 7 * 60_000))).toContain('7 min behind');
    expect(inEnglish(codes.remedyOf('AuthFailure.SignatureExpire', -6 * 60_000))).toContain('6 min ahead of');
  });

  it('has its meaning in both languages, or none where nobody has listed it', () => {
    for (const code of [...codes.monitored, ...codes.retried, 'AuthFailure.NewerKind']) {
      const { zh = '', en = '' } = codes.meaningOf(code) ?? {};
      expect(`${code} ${zh}`).toMatch(/\S .*(?:\p{Script=Han}|token|MFA)/u);
      expect(en).toMatch(/[a-z]/);
    }
    expect(codes.meaningOf('NeverSeen.Anywhere')).toBeUndefined();
  });
});

describe('codes that a user has tried again', () => {
  it('win over the table, families by their name', () => {
    const own = new Set(['InvalidParameter', 'LimitExceeded', 'UnauthorizedOperation.Arrears']);
    expect(codes.effectOf('InvalidParameter.Some', own)).toBe('failed');
    expect(codes.effectOf('LimitExceeded', own)).toBe('failed');
    expect(codes.effectOf('LimitExceeded.Some', own)).toBe('final');
    expect(codes.effectOf('UnauthorizedOperation.Arrears', own)).toBe('failed');
    expect(codes.effectOf('UnauthorizedOperation', own)).toBe('account');
  });

  it('leave the others without a second call', () => {
    expect(codes.effectOf('InternalError', new Set())).toBe('final');
    expect(codes.effectOf('RequestLimitExceeded', new Set())).toBe('final');
    expect(codes.effectOf('-4', new Set())).toBe('final');
  });
});
