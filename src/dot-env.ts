// Reads the `.env` file of a directory however an editor has saved it: with a byte-order mark, Windows line ends or
// UTF-16. It knows no variable's meaning.

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { UserError } from './domain/user-error.js';
import { isMissing } from './files/missing-file.js';

/** @throws UserError where the file exists and can't be read */
export function readDotEnv(directory: string): Record<string, string> {
  const path = resolve(directory, '.env');
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    if (isMissing(error)) return {};
    const why = (error as Error).message;
    throw new UserError('invalid-settings', ({ settings }) => settings.unreadableFile({ path, why }), {
      cause: error,
    });
  }
  const text = textOf(bytes);
  if (text.includes('\0'))
    throw new UserError('invalid-settings', ({ settings }) => settings.notUtf8({ path }));
  // Two files joined have a second byte-order mark in the middle, which would hide the variable behind it.
  const variables = parseEnv(text.replace(/\r\n?/g, '\n').replace(/^\uFEFF+/gm, ''));
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(variables)) {
    if (value?.includes('\uFFFD') === true) {
      throw new UserError('invalid-settings', ({ settings }) => settings.valueNotUtf8({ path, name }));
    }
    if (value !== undefined) kept[name] = value;
  }
  return kept;
}

function textOf(bytes: Buffer): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return bytes.toString('utf16le');
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return bytes.toString('utf8');
}
