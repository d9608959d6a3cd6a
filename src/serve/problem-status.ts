// With which status each error of a use case is answered, and whether its words are the caller's: what is the matter with this
// machine stays in its log. It knows no words.

import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ErrorCode } from '../domain/user-error.js';

interface Answered {
  readonly status: ContentfulStatusCode;
  /** Whether it is about what was asked, so that the message says what to do next. */
  readonly isCallers: boolean;
}

const asked = (status: ContentfulStatusCode): Answered => ({ status, isCallers: true });
const machine = (status: ContentfulStatusCode): Answered => ({ status, isCallers: false });

/** Complete: a new code needs its row. */
export const STATUS_OF_ERROR: Readonly<Record<ErrorCode, Answered>> = {
  'invalid-settings': machine(500),
  'missing-credentials': asked(503),
  'refused-credentials': asked(409),
  'unreachable-service': asked(503),
  'invalid-options': asked(422),
  'invalid-days': asked(422),
  'unreadable-list': asked(422),
  'unclear-list': asked(422),
  'unknown-batch': asked(404),
  'existing-batch': asked(409),
  'busy-batch': asked(409),
  'ended-batch': asked(409),
  'unended-batch': asked(409),
  'not-awaiting': asked(409),
  'changed-batch': asked(409),
  'own-approval': asked(403),
  'unstarted-batch': asked(409),
  'purged-batch': asked(410),
  'needed-batch': asked(409),
  'incomplete-batch': machine(410),
  'other-account': asked(409),
  'unusable-previous-batch': asked(422),
  'unusable-correction': asked(422),
  'unreadable-calls': machine(500),
  'unreadable-bill': asked(422),
  'unreadable-baseline': asked(422),
  'unknown-price': asked(404),
  'unknown-budget': asked(404),
  'open-month': asked(409),
  'closed-month': asked(409),
  'unclosed-month': asked(409),
  'changed-month': asked(409),
  'unbalanced-month': asked(409),
  'unreadable-books': asked(422),
  'unknown-schedule': asked(404),
  'existing-schedule': asked(409),
  'nothing-sent': asked(409),
  'unknown-webhook': asked(404),
  'unusable-webhook': asked(422),
  'message-not-taken': asked(409),
  'unknown-user': asked(404),
  'existing-user': asked(409),
  'last-admin': asked(409),
  'unknown-key': asked(404),
  'weak-password': asked(422),
  'ended-link': asked(410),
  'refused-sign-in': asked(401),
  'unreachable-identities': machine(503),
  'busy-sign-in': asked(503),
  'other-page': asked(403),
  'missing-key': machine(503),
  'wrong-key': machine(503),
  'missing-redis': machine(503),
  'unreachable-redis': machine(503),
  'unsuitable-redis': machine(503),
  'forbidden-by-redis': machine(503),
  'unusable-data-directory': machine(503),
  'missing-data-directory': machine(503),
  'busy-data-directory': machine(503),
  'unusable-output-directory': machine(500),
  'unwritable-file': machine(500),
  'busy-address': machine(500),
  'other-request': asked(422),
  'unknown-list': asked(404),
  'too-large-list': asked(413),
  'lists-full': asked(507),
  'full-disk': asked(507),
  'damaged-file': machine(500),
  'newer-format': machine(500),
};
