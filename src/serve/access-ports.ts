// What src/access gives, as the interface takes it: who asks, what he may, and the record of what he does. It wires, and knows no
// route.

import { Authenticator, type AuthenticatorParts } from '../access/authenticator.js';
import { Keys } from '../access/keys.js';
import { mayDo } from '../access/permissions.js';
import { Sessions } from '../access/sessions.js';
import { Users } from '../access/users.js';
import { AuditLog } from '../audit/audit-log.js';
import type { AccessPorts } from './serve-env.js';

export interface AccessParts {
  readonly users: Users;
  readonly keys: Keys;
  readonly sessions: Sessions;
  readonly authenticator: Authenticator;
}

/** @param way by which people reach the service */
export function accessParts(
  dataDir: string,
  way: Pick<AuthenticatorParts, 'origins' | 'isSecure'> = {},
): AccessParts {
  const [users, keys, sessions] = [new Users(dataDir), new Keys(dataDir), new Sessions(dataDir)];
  return { users, keys, sessions, authenticator: new Authenticator({ users, keys, sessions, ...way }) };
}

export function accessPorts(dataDir: string, { authenticator }: AccessParts): AccessPorts {
  // One for all requests, so that lines of the same moment are written together.
  const log = new AuditLog(dataDir);
  return {
    authenticate: (request) => authenticator.authenticate(request),
    stillIs: (request) => authenticator.authenticate(request, 'look'),
    may: (caller, operation) => mayDo(caller?.role, operation),
    audit: {
      record: async ({ caller: { id, by, credential }, operation, batch, from }) => {
        const about = batch === undefined ? {} : { batch };
        await log.append({ who: id, by, credential, act: operation, from, ...about });
      },
    },
  };
}
