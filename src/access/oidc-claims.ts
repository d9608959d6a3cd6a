// What a provider of identities says of somebody: his role, his labels, his name. Pure.

import { UserError } from '../domain/user-error.js';
import { ROLES } from './caller.js';
import { hasAllLabels, rightsOf, type Rights } from './rights.js';

export interface ClaimNames {
  readonly roleClaim: string;
  readonly labelsClaim: string;
}

type Claims = Readonly<Record<string, unknown>>;

const NAME_MOST = 64;

/** @throws UserError where there is no role that is known here, or more than one: which was meant can't be told */
export function claimedRights(claims: Claims, { roleClaim, labelsClaim }: ClaimNames): Rights {
  const roles = ROLES.filter((role) => textsIn(claims[roleClaim]).includes(role));
  const [role] = roles;
  if (role === undefined || roles.length > 1)
    throw new UserError('refused-sign-in', ({ access }) => access.noRole);
  const labels = claims[labelsClaim];
  // A claim that is there and names none gives none: no labels at all would be all of them.
  if (hasAllLabels(role) || labels === undefined) return rightsOf(role);
  return { role, labels: [...new Set(textsIn(labels))] };
}

/** A provider gives one text, or several. */
function textsIn(claim: unknown): string[] {
  const several: readonly unknown[] = Array.isArray(claim) ? claim : [claim];
  return several.filter((each) => typeof each === 'string' && each !== '') as string[];
}

/** For people to read; who somebody is, is told by the subject. */
export function nameIn(claims: Claims, subject: string): string {
  const named = [claims['preferred_username'], claims['name'], claims['email'], subject].find(
    (each) => typeof each === 'string' && each !== '',
  );
  // Somebody may have chosen it: on a terminal it must be a name and nothing else.
  return String(named).replaceAll(/\p{C}/gu, ' ').slice(0, NAME_MOST);
}
