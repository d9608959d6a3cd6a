// English: batches that need an approval before they call.

export const approval = {
  summary: 'from how many calls on a batch needs an approval',
  description:
    'A batch that may take more calls than that awaits the approval of somebody else than its maker, and calls nobody until then, but for a sample within that number. It holds for every command and every worker of the data directory, whatever their settings say. Batches that an earlier version began are not affected.',
  set: {
    summary: 'set the number, or switch it off',
    calls: 'a number of calls, or off',
    json: 'what is set, as JSON',
  },
  show: { summary: 'what is set', json: 'as JSON' },
  callsOrOff: 'It must be a whole number from 1 on, or off.',
  isSet: ({ calls }: { calls: number }) =>
    `A batch that may take more than ${calls} calls needs an approval: rollcall approve BATCH`,
  isOff: 'No batch needs an approval.',
  approve: {
    summary: 'let a batch call that awaits its approval',
    description:
      'On record with who you are on this machine, as stated: nothing proves that here. Through serve an approver or an admin approves who has not made the batch. What is approved is the batch with the --max-calls that it has; a higher one awaits again.',
    calls: 'the calls that you have seen it want: where it wants another number by now, nothing is decided',
    json: 'batch, and whether a live worker goes on with it, as JSON',
  },
  reject: {
    summary: 'end a batch that awaits its approval',
    description:
      'It ends as cancelled, with the outcomes of its sample where it had one. On record as stated. Exit status 5.',
  },
  approved: ({ batch }: { batch: string }) => `Batch ${batch} is approved, and goes on.`,
  approvedHere: ({ batch }: { batch: string }) =>
    `Batch ${batch} is approved. To go on: rollcall resume ${batch}`,
  awaits: ({ batch, reason }: { batch: string; reason: string }) =>
    `Batch ${batch} awaits its approval: ${reason}`,
  // These stand on record in English.
  awaitsReason: ({ batch, calls, allowed }: { batch: string; calls: number; allowed: number }) =>
    `it may take ${calls} calls, and more than ${allowed} need an approval: rollcall approve ${batch}, or rollcall reject ${batch}`,
  awaitsMoreReason: ({ batch, allowed }: { batch: string; allowed: number }) =>
    `all ${allowed} calls that need no approval are spent, as some had to be repeated: rollcall approve ${batch}, or rollcall reject ${batch}`,
  rejectedReason: ({ batch }: { batch: string }) =>
    `it was rejected, and could not be ended then: rollcall cancel ${batch}`,
  notAwaiting: ({ batch, state }: { batch: string; state: string }) =>
    `Batch "${batch}" is ${state}: it awaits no approval.`,
  isRejected: ({ batch }: { batch: string }) =>
    `Batch "${batch}" was rejected. To end it: rollcall cancel ${batch}`,
  changed: ({ batch, calls, seen }: { batch: string; calls: number; seen: number }) =>
    `Batch "${batch}" may take ${calls} calls by now, not ${seen}. Nothing was decided: look at it again.`,
  own: ({ batch }: { batch: string }) =>
    `Batch "${batch}" is your own: somebody else has to approve it, an approver or an administrator.`,
};
