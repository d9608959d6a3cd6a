// Checks the Lua for `npm run check`: prints what is wrong with it, and fails then. The argument names another
// repository than this one.

import { packageRoot } from '../../src/redis/redis-program.mjs';
import { problemsIn } from './problems.mjs';

const problems = problemsIn(process.argv[2] ?? packageRoot);
for (const problem of problems) process.stderr.write(`${problem}\n`);
if (problems.length > 0) process.exitCode = 1;
