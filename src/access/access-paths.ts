// Where it stands in the data directory who may use it. It knows paths alone.

import { join } from 'node:path';

export interface AccessPaths {
  readonly users: string;
  readonly keys: string;
  /** A file for each session. */
  readonly sessions: string;
  /** A file for each sign-in that is under way at a provider of identities. */
  readonly signIns: string;
  /** A file for each name and address that was tried lately. */
  readonly tries: string;
  /** Where people reach `serve`, as it last said. */
  readonly origin: string;
}

export function accessPaths(dataDirectory: string): AccessPaths {
  const directory = join(dataDirectory, 'access');
  return {
    users: join(directory, 'users.json'),
    keys: join(directory, 'keys.json'),
    sessions: join(directory, 'sessions'),
    signIns: join(directory, 'sign-ins'),
    tries: join(directory, 'tries'),
    origin: join(directory, 'origin.json'),
  };
}
