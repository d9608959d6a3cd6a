// Puts on record who did what, whichever door he came through. What he did is done by others.

import { AuditLog } from '../audit/audit-log.js';
import type { AuditAct } from '../audit/audit-line.js';
import type { Decider } from '../batch/approval.js';
import { terminalUser } from './who.js';

/** Who acts, and from where. */
export interface Actor {
  readonly id: string;
  /** As people know him; absent: by his id. */
  readonly name?: string | undefined;
  readonly by: 'key' | 'session' | 'terminal';
  /** Which key or session it was. */
  readonly credential?: string | undefined;
  /** An address, or `terminal`. */
  readonly from: string;
}

/** Whoever is at this terminal. */
export function actorHere(): Actor {
  return { ...terminalUser(), from: 'terminal' };
}

export function nameOf({ id, name = id }: Actor): string {
  return name;
}

/** At a terminal somebody says who he is, and nothing proves it. */
export function deciderOf({ id, by }: Actor): Decider {
  return { by: id, how: by === 'terminal' ? 'stated' : by };
}

/** Resolves once it is on disk. */
export async function putOnRecord(
  dataDirectory: string,
  { id, by, credential, from }: Actor,
  act: Pick<AuditAct, 'act' | 'batch' | 'about' | 'value'>,
): Promise<void> {
  const who = { who: id, by, ...(credential === undefined ? {} : { credential }) };
  const stated = by === 'terminal' ? ({ stated: true } as const) : {};
  await new AuditLog(dataDirectory).append({ ...who, ...act, from, ...stated });
}

/** Who could not prove who he is. Nobody's name is in it: `who` is the id of whom it was tried as, where that is known. */
export async function refusedSignIn(dataDirectory: string, from: string, who = 'unknown'): Promise<void> {
  await putOnRecord(dataDirectory, { id: who, by: 'session', from }, { act: 'refusedSignIn' });
}
