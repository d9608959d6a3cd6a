// What each page has of the one who looks at it: his language, the interface as he may use it, and who he is. It knows no page.

import type { z } from '@hono/zod-openapi';
import { mayDo, type OperationId } from '../../access/permissions.js';
import { wordsIn } from '../../words/catalogue.js';
import type { Words } from '../../words/words.js';
import { languageFor } from '../language.js';
import type { callerSchema } from '../schemas/caller.js';
import type { ServeContext } from '../serve-env.js';
import { InterfaceClient, type Ask } from './client/interface-client.js';

export type ShownCaller = z.infer<typeof callerSchema>;

/** Somebody of whom nobody knows yet who he is. */
export interface Guest {
  readonly context: ServeContext;
  readonly words: Words;
  readonly api: InterfaceClient;
  readonly caller?: ShownCaller;
}

export interface Visit extends Guest {
  readonly caller: ShownCaller;
}

export function guestOf(context: ServeContext, ask: Ask): Guest {
  const language = languageFor(context.req.raw.headers);
  return { context, words: wordsIn(language), api: new InterfaceClient(ask, context, language) };
}

/** Whether there is a point in showing it: what he may indeed is decided by the interface. */
export function may({ caller }: Guest, operation: OperationId): boolean {
  return caller !== undefined && mayDo(caller.role, operation);
}

/** The page's own address, as the visitor has asked for it. */
export function addressOf({ context }: Guest): string {
  const { pathname, search } = new URL(context.req.url);
  return `${pathname}${search}`;
}

/** An address of the service's own pages; anything else is the first page. */
export function ownAddress(text: string | undefined): string {
  return text !== undefined && /^\/(?![/\\])[\x21-\x7e]{0,2000}$/.test(text) && !text.startsWith('/api/')
    ? text
    : '/';
}
