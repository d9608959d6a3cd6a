// A process that puts acts on record as fast as it can, and says which it was told are on disk, until it is killed.

const [, , program = '', data = '', name = ''] = process.argv;
/** @type {unknown} */
const loaded = await import(program);
const { AuditLog } = /** @type {typeof import('../../src/audit/audit-log.js')} */ (loaded);
const log = new AuditLog(data);

for (let count = 1; ; count += 1) {
  const batches = [1, 2, 3].map((part) => `${count}.${part}`);
  await Promise.all(
    batches.map((batch) => log.append({ who: name, by: 'key', act: 'startBatch', batch, from: '::1' })),
  );
  process.send?.(batches.map((batch) => `${name} ${batch}`));
}
