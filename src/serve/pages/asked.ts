// What a page's address says: parts of its path and of its query, trimmed. And a form that the interface refuses, shown again with what
// was wrong. It knows no page.

import { Refused, type ProblemBody } from './client/interface-client.js';
import type { Answered } from './pages.js';
import type { Guest, Visit } from './visit.js';

export function paramOf({ context }: Guest, name: string): string {
  return context.req.param(name) ?? '';
}

/** Undefined where it is not there, or empty. */
export function queryIn({ context }: Guest, name: string): string | undefined {
  const text = context.req.query(name)?.trim();
  return text === '' ? undefined : text;
}

/** What was sent, or the page once more with the problem, under the problem's status. */
export async function orAgain(
  visit: Visit,
  act: () => Promise<Answered>,
  again: (problem: ProblemBody) => Answered | Promise<Answered>,
): Promise<Answered> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Refused) || error.problem.status === 401) throw error;
    visit.context.status(error.problem.status as 400);
    return again(error.problem);
  }
}

/** For what is not there, where it was looked for in a list. */
export function nothingHere({ words }: Guest): Refused {
  const { titles } = words.problems;
  return new Refused({ type: 'urn:rollcall:problem:not-found', title: titles['not-found'], status: 404 });
}
