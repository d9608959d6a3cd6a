// How many calls a batch was seen to want, beside the button that approves it: where it wants another number by then, nothing is
// decided. It knows forms alone.

import type { Batch } from '../client/batches.js';
import type { Child } from './element.js';

export function SeenCalls({ approval }: Pick<Batch, 'approval'>): Child {
  return approval === undefined ? null : <input type="hidden" name="calls" value={approval.calls} />;
}
