// The provider's answer to `/auth/idcard`, from bytes to a value. The sample in auth-idcard.md has a comma before
// a closing brace: such an answer is read as it is meant. Anything else that is not of the documented shape is
// undefined, never a success.

import { z } from 'zod';

const answerSchema = z.object({
  code: z.number().int(),
  message: z.string().default(''),
  data: z.object({ session_id: z.string().default('') }).nullish(),
});

export interface Answer {
  readonly code: number;
  readonly message: string;
  readonly sessionId: string;
}

export function readAnswer(body: string): Answer | undefined {
  const parsed = answerSchema.safeParse(parseJson(body) ?? parseJson(repaired(body)));
  if (!parsed.success) return undefined;
  const { code, message, data } = parsed.data;
  return { code, message, sessionId: printable(data?.session_id ?? '') };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Documented answers are short; repairing takes time that grows with the square of a broken one's length. */
const REPAIR_LIMIT = 2_000;

function repaired(text: string): string {
  return text.length <= REPAIR_LIMIT ? withoutTrailingCommas(text) : '';
}

/** Strings are matched first, so that a comma inside one stays. */
function withoutTrailingCommas(text: string): string {
  return text.replace(
    /("(?:[^"\\]|\\.)*")|,(\s*[}\]])/g,
    (_, string?: string, closing?: string) => string ?? closing ?? '',
  );
}

const SESSION_LIMIT = 100;

function printable(sessionId: string): string {
  return sessionId.replace(/[^\x21-\x7e]/g, '').slice(0, SESSION_LIMIT);
}
