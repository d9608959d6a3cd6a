// The programs as they are published, for tests that start commands.

import { fileURLToPath } from 'node:url';

/** `rollcall`. */
export const PROGRAM = fileURLToPath(new URL('../../dist/programs/rollcall.js', import.meta.url));
