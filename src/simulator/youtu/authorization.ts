// The server's side of the multi-use signature ("多次有效签名"): reads the Authorization header field by field. It was
// written from the provider's document alone, so that it shares no mistake with src/provider/youtu/signature.ts.

import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ReturnCode } from '../../domain/return-codes.js';
import type { Credentials } from '../../provider/port.js';
import { CODE } from '../../provider/youtu/codes.js';

interface Signature {
  readonly appid: string;
  readonly bucket: string;
  readonly secretId: string;
  /** Unix seconds; 0: the signature may be used once. */
  readonly expiry: number;
  /** The code for a fault that does not depend on time or target; undefined where there is none. */
  readonly standing: ReturnCode | undefined;
}

const DIGEST_BYTES = 20;
const FIELDS = ['a', 'b', 'k', 'e', 't', 'r', 'u', 'f'] as const;
type Field = (typeof FIELDS)[number];
const LONGEST_TERM_SECONDS = 92 * 86_400;
const CACHED_SIGNATURES = 256;
const REMEMBERED_SINGLE_USES = 10_000;

export class AuthorizationCheck {
  readonly #accounts: readonly Credentials[];
  // Signatures that were read already, because one serves thousands of calls.
  readonly #known = new Map<string, Signature>();
  readonly #usedOnce = new Set<string>();

  constructor(accounts: readonly Credentials[]) {
    this.#accounts = accounts;
  }

  /**
   * @param header the Authorization header as received
   * @param target appid and bucket that the body names; undefined where the interface has none
   * @returns the code that refuses it, or undefined where the signature is right
   */
  refusal(
    header: string,
    target: Pick<Credentials, 'appid' | 'bucket'> | undefined,
    nowMs: number,
  ): ReturnCode | undefined {
    if (header === '') return CODE.signatureEmpty;
    const signature = this.#signature(header);
    if (signature === undefined) return CODE.signatureMalformed;
    if (target !== undefined && (signature.appid !== target.appid || signature.bucket !== target.bucket)) {
      return CODE.otherTarget;
    }
    if (signature.standing !== undefined) return signature.standing;
    if (signature.expiry === 0) return this.#useOnce(header);
    return signature.expiry * 1000 <= nowMs ? CODE.signatureExpired : undefined;
  }

  #signature(header: string): Signature | undefined {
    const known = this.#known.get(header);
    if (known !== undefined) return known;
    const signature = this.#takeApart(header);
    if (signature === undefined) return undefined;
    forgetOldest(this.#known, CACHED_SIGNATURES);
    this.#known.set(header, signature);
    return signature;
  }

  #takeApart(header: string): Signature | undefined {
    const bytes = Buffer.from(header, 'base64');
    // Node skips characters that are not base64, and the document does not allow them, so only the exact form is
    // accepted.
    if (bytes.toString('base64') !== header || bytes.length <= DIGEST_BYTES) return undefined;
    const original = bytes.subarray(DIGEST_BYTES);
    const fields = readFields(original.toString('utf8'));
    if (fields === undefined) return undefined;
    const [appid, bucket, secretId, expiry] = [fields.a, fields.b, fields.k, Number(fields.e)];
    const standing = this.#standing(appid, bucket, secretId, bytes.subarray(0, DIGEST_BYTES), original);
    return { appid, bucket, secretId, expiry, standing };
  }

  #standing(
    appid: string,
    bucket: string,
    secretId: string,
    digest: Buffer,
    original: Buffer,
  ): ReturnCode | undefined {
    const ofAppid = this.#accounts.filter((account) => account.appid === appid);
    if (ofAppid.length === 0) return CODE.unknownAppid;
    if (!ofAppid.some((account) => account.bucket === bucket)) return CODE.unknownBucket;
    const account = ofAppid.find((candidate) => candidate.secretId === secretId);
    if (account === undefined) {
      const elsewhere = this.#accounts.some((candidate) => candidate.secretId === secretId);
      return elsewhere ? CODE.secretIdOfOtherAppid : CODE.unknownSecretId;
    }
    const expected = createHmac('sha1', account.secretKey).update(original).digest();
    return timingSafeEqual(expected, digest) ? undefined : CODE.signatureWrong;
  }

  #useOnce(header: string): ReturnCode | undefined {
    if (this.#usedOnce.has(header)) return CODE.replayed;
    forgetOldest(this.#usedOnce, REMEMBERED_SINGLE_USES);
    this.#usedOnce.add(header);
    return undefined;
  }
}

/** The fields by name, in any order; undefined where one is missing, doubled, unknown or malformed. */
function readFields(original: string): Record<Field, string> | undefined {
  const found = new Map<string, string>();
  for (const part of original.split('&')) {
    const [name, value] = splitOnce(part);
    if (value === undefined || found.has(name)) return undefined;
    found.set(name, value);
  }
  if (found.size !== FIELDS.length || !FIELDS.every((name) => found.has(name))) return undefined;
  const fields = Object.fromEntries(found) as Record<Field, string>;
  return wellFormed(fields) ? fields : undefined;
}

function splitOnce(part: string): [string, string | undefined] {
  const at = part.indexOf('=');
  return at === -1 ? [part, undefined] : [part.slice(0, at), part.slice(at + 1)];
}

function wellFormed({ a, b, k, e, t, r, u, f }: Record<Field, string>): boolean {
  if (a === '' || b === '' || k === '') return false;
  if (![e, t].every((seconds) => /^\d{1,12}$/.test(seconds)) || !/^\d{1,10}$/.test(r)) return false;
  if (!/^\d*$/.test(u)) return false;
  // A signature for single use is bound to a file and has no expiry.
  if (Number(e) === 0) return true;
  const term = Number(e) - Number(t);
  return f === '' && term > 0 && term <= LONGEST_TERM_SECONDS;
}

function forgetOldest(memory: Map<string, unknown> | Set<string>, limit: number): void {
  if (memory.size < limit) return;
  for (const oldest of memory.keys()) {
    memory.delete(oldest);
    return;
  }
}
