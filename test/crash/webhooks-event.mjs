// The event of webhooks-steps.mjs, for the process that is killed and for the test that looks afterwards.

/** @returns {import('../../src/webhooks/event.js').WebhookEvent} */
export function eventOf() {
  return {
    key: 'batch/a/1/completed',
    type: 'batch.completed',
    at: 1_790_000_000_000,
    data: { batch: 'a', label: '', state: 'completed', rows: 3 },
    proof: { file: 'state.json', field: 'state', value: 'completed' },
  };
}
