// A slice as it lies in Redis: versioned, its rows encrypted with AES-256-GCM and bound to their batch and slice.

import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { refuseNewer } from '../domain/newer.js';
import type { Person } from '../domain/row.js';

export interface SliceRow {
  readonly row: number;
  readonly person: Person;
  /** Attempts of an earlier day; absent where there are none. */
  readonly before?: number | undefined;
}

/** A change of what a payload holds raises the version; payloads of the version before must still be read. */
const PAYLOAD_VERSION = 1;

const payloadSchema = z.object({
  v: z.number().int(),
  name: z.string(),
  slice: z.number().int(),
  /** The print of the key with which the rows were encrypted, see `keyPrint`. */
  key: z.string().default(''),
  rows: z.string(),
});
export type SlicePayload = z.infer<typeof payloadSchema>;
const rowsSchema = z.array(z.tuple([z.number().int(), z.string(), z.string()]).rest(z.number().int()));

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Tells keys apart without revealing them. */
export function keyPrint(key: Buffer): string {
  return createHmac('sha256', key).update('rollcall row key').digest('hex').slice(0, 16);
}

/** @param key 32 bytes */
export function encryptSlice(
  key: Buffer,
  name: string,
  slice: number,
  rows: readonly SliceRow[],
): SlicePayload {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, key, iv).setAAD(bindingOf(name, slice));
  const text = JSON.stringify(rows.map(rowInParts));
  const sealed = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return { v: PAYLOAD_VERSION, name, slice, key: keyPrint(key), rows: sealed.toString('base64') };
}

/** @throws NewerFormat for a payload that only a newer version can read */
export function parsePayload(data: unknown): SlicePayload {
  refuseNewer(({ faults }) => faults.slice, data, PAYLOAD_VERSION, 'v');
  return payloadSchema.parse(data);
}

/** @throws Error where the key is another one or the payload was changed */
export function decryptSlice(key: Buffer, { name, slice, rows }: SlicePayload): SliceRow[] {
  const sealed = Buffer.from(rows, 'base64');
  const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, IV_BYTES))
    .setAAD(bindingOf(name, slice))
    .setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  const body = sealed.subarray(IV_BYTES, sealed.length - TAG_BYTES);
  const text = decipher.update(body, undefined, 'utf8') + decipher.final('utf8');
  return rowsSchema.parse(JSON.parse(text)).map(([row, idNumber, personName, before]) => ({
    row,
    person: { idNumber, name: personName },
    ...(before === undefined ? {} : { before }),
  }));
}

function rowInParts({ row, person: { idNumber, name }, before }: SliceRow): readonly (string | number)[] {
  return before === undefined ? [row, idNumber, name] : [row, idNumber, name, before];
}

function bindingOf(name: string, slice: number): Buffer {
  return Buffer.from(`${PAYLOAD_VERSION}\0${name}\0${slice}`);
}
