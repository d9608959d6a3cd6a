// What is said to whoever can't sign in. It knows nobody.

import { UserError } from '../domain/user-error.js';

export function wrongPassword(): UserError {
  return new UserError('refused-sign-in', ({ access }) => access.wrongPassword);
}

export function endedLink(): UserError {
  return new UserError('ended-link', ({ access }) => access.endedLink);
}
