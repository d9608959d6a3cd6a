// A process that puts acts on record as fast as it can, and says which it was told are on disk, until it is killed.

import { AuditLog } from '../../dist/src/audit/audit-log.js';

const [, , data = '', name = ''] = process.argv;
const log = new AuditLog(data);

for (let count = 1; ; count += 1) {
  const acts = [1, 2, 3].map((part) => ({ who: name, by: 'key', act: 'startBatch', batch: `${count}.${part}` }));
  const lines = await Promise.all(acts.map((act) => log.append({ ...act, from: '::1' })));
  // Synchronously, so that nothing that was said is lost with the process.
  process.send?.(lines.map(({ batch }) => `${name} ${batch}`));
}
