// A month as `rollcall month show --json` and the interface show it: its keys are part of the outer interface. It knows no file.

import type { Closed } from './close-month.js';
import type { ShownMonth } from './months.js';
import type { SignedMonth } from './sign-month.js';

type MonthState = 'open' | 'awaiting_review' | 'closed';

export function monthShown({ view, closed, proposed }: ShownMonth) {
  const state: MonthState =
    closed !== undefined ? 'closed' : proposed !== undefined ? 'awaiting_review' : 'open';
  return {
    ...view,
    state,
    closed_at: closed?.closed_at ?? null,
    closed_by: closed?.closed_by ?? null,
    reviewed_by: closed?.reviewed_by ?? null,
    proposed: proposedShown(proposed),
  };
}

function proposedShown(proposed: ShownMonth['proposed']) {
  if (proposed === undefined) return null;
  const { by, early, accept } = proposed;
  const accepted = accept.map((text) => {
    const [id = '', ...because] = text.split('=');
    return { id, because: because.join('=') };
  });
  return { by: by.name, how: by.how, at: by.at, early, accept: accepted };
}

/** As it is once somebody has signed it. */
export function signedShown(signed: SignedMonth) {
  return signed.kind === 'closed'
    ? closedShown(signed)
    : monthShown({ view: signed.view, closed: undefined, proposed: signed.proposed });
}

function closedShown({ closed }: Closed) {
  const { files: _, signatures: __, early: ___, ...view } = closed;
  return { ...view, state: 'closed' as const, proposed: null };
}
