// English: texts that name a command, as they stand on a page, where a button does it.

import type { OnPages } from '../words.js';

export const onPages = {
  access: {
    existingUser: ({ name }) => `There is a user "${name}". For a new link: “New link” on the page “Users”.`,
    unknownUser: ({ name }) => `There is no user "${name}". The page “Users” has all.`,
    unknownKey: ({ id }) => `There is no key "${id}". The page “Keys” has all.`,
    endedLink:
      'This link doesn’t work, or works no more. An administrator gives a new one: “New link” on the page “Users”.',
  },
  approval: {
    awaitsReason: ({ calls, allowed }) =>
      `it may take ${calls} calls, and more than ${allowed} need an approval: somebody else presses “Approve” or “Reject”`,
    awaitsMoreReason: ({ allowed }) =>
      `all ${allowed} calls that need no approval are spent, as some had to be repeated: somebody else presses “Approve” or “Reject”`,
    rejectedReason: () => 'it was rejected, and could not be ended then: press “Cancel the batch”',
    isRejected: ({ batch }) => `Batch "${batch}" was rejected. To end it, press “Cancel the batch”.`,
  },
  audit: {
    lookWhere:
      '“Check the whole record” on the page “Audit” names the first line that is wrong. Put the file back from a backup.',
  },
  batchErrors: {
    beingCancelled: ({ batch }) =>
      `Batch "${batch}" is being cancelled, which is final. Where that was cut off, press “Cancel the batch” again.`,
    isDraft: ({ batch }) => `Batch "${batch}" is a draft, which nobody has started: press “Start”.`,
    busy: ({ batch }) => `Batch "${batch}" is being run by another process. Its page shows how far it is.`,
    notEnded: ({ batch, state }) =>
      `Batch "${batch}" is ${state}: only a batch that has ended is purged. To end it, press “Cancel the batch”.`,
  },
  batches: {
    unknown: ({ batch }) => `There is no batch "${batch}". The page “Batches” has all.`,
  },
  budgets: {
    noPrice:
      'A budget in money needs the price of a call, and none is set. Set one on the page “Prices”, or give a number of calls.',
    unknown: ({ label, month }) => `Label "${label}" has no budget for ${month}. The page “Budgets” has all.`,
  },
  carrying: {
    unfinished: ({ batch }) =>
      `Batch ${batch} has the same list and has not ended: “Resume” on its page goes on with it and pays for nobody twice.`,
  },
  corrections: {
    notEnded: ({ batch, first }) =>
      `Batch "${batch}" corrects "${first}" already and has not ended: what it calls for would be called twice. Bring it to its end first: “Resume” or “Cancel the batch” on its page.`,
  },
  erasing: {
    notEnded: ({ batches }) =>
      `Not ended yet: ${batches}. The person stands there, or these batches build on one in which the person stands. Nothing was erased. Let them end, or press “Cancel the batch” on their pages, and erase then.`,
  },
  halts: {
    code: ({ code, remedy }) => `the service answers with ${code}. ${remedy}; then press “Resume”`,
    same: ({ code }) =>
      `many different rows in a row got ${code}, so it is the account and not the rows, which stay open. Ask the provider about the account; then press “Resume”`,
    outage: () =>
      'the service has been away for longer than Rollcall waits for it. When it is back, press “Resume”',
    http: ({ answer, remedy }) => `the service answers ${answer}. ${remedy}; then press “Resume”`,
    httpOfMany: ({ rows, answer, remedy }) =>
      `${rows} different rows in a row were answered ${answer}; they stay open. ${remedy}; then press “Resume”`,
    tampering: ({ what }) =>
      `somebody has changed in Redis what Rollcall wrote there: ${what}. It is not believed. See who else can write to that Redis, and shut them out; then press “Resume”`,
    oneWaits: ({ at }) =>
      `1 row waits for the next day in China, ${at}: the provider was asked about their name or number as often as it answers in a day. They go on by themselves while a batch worker lives`,
    waits: ({ rows, at }) =>
      `${rows} rows wait for the next day in China, ${at}: the provider was asked about their name or number as often as it answers in a day. They go on by themselves while a batch worker lives`,
    cap: ({ calls, more }) =>
      `all ${calls} calls that it may make are spent. To go on, press “Resume”, with ${more} as “Most calls”`,
    capOneLeft: ({ calls, more }) =>
      `all ${calls} calls that it may make are spent; 1 row still needs a call. For all of them, if none has to be repeated, press “Resume”, with ${more} as “Most calls”`,
    capLeft: ({ calls, rows, more }) =>
      `all ${calls} calls that it may make are spent; ${rows} rows still need a call. For all of them, if none has to be repeated, press “Resume”, with ${more} as “Most calls”`,
    budget: ({ label, month }) =>
      `the budget of label "${label}" for ${month} is used up. A higher one is set on the page “Budgets”; then press “Resume”`,
    budgetCalls: ({ label, month, calls, more }) =>
      `the budget of label "${label}" for ${month} is used up: all ${calls} calls are made. To go on, one of ${more} calls is set on the page “Budgets”; then press “Resume”`,
    budgetAmount: ({ label, month, amount, currency, more }) =>
      `the budget of label "${label}" for ${month} is used up: another call might take it past ${amount} ${currency}. To go on, one of ${more} ${currency} is set on the page “Budgets”; then press “Resume”`,
    budgetUnpriced: ({ label, month }) =>
      `label "${label}" has a budget in money for ${month}, and no price is on record with this batch, so no call may leave. A price is set on the page “Prices”; then press “Resume”`,
    fault: ({ fault }) => `${fault}. When that is mended, press “Resume”`,
  },
  looking: {
    accountHalted: ({ reason }) => `the account is halted, so no call leaves for this batch: ${reason}`,
  },
  months: {
    closedBefore: ({ month, at, by }) =>
      `${month} was closed ${at} by ${by}. To close it anew, open it first: “Open the month again” on its page.`,
    nothingToAccept: ({ text }) =>
      `"${text}" is no open difference any more. The month’s page has those that are.`,
    labelOfClosed: ({ batch, month }) =>
      `Batch "${batch}" has calls in ${month}, which is closed. Open that month first: “Open the month again” on its page.`,
  },
  nightErrors: {
    noSchedule: ({ name }) => `There is no schedule "${name}". The page “Schedules” has all.`,
  },
  nightReasons: {
    endsReaders: ({ file, times }) =>
      `reading ${file} has ended or stopped its process ${times} times. Look at the list on the page “New list”`,
  },
  prices: { unknown: ({ number }) => `There is no price or package ${number}. The page “Prices” has all.` },
  retention: {
    noRule: ({ label }) =>
      `There is no such rule for the label "${label}". The page “Retention” has those that there are.`,
  },
  useErrors: {
    noCounts: ({ title }) => `${title} gives no counts: ask again some days later, when its bill is there.`,
  },
  webhooks: {
    unknown: ({ id }) => `There is no webhook "${id}". The page “Webhooks” has all.`,
    unknownDelivery: ({ id, delivery }) =>
      `Webhook ${id} has no message "${delivery}" on record. Its page has those that are kept.`,
    machineFault: () => 'a fault of the machine that works on it; the batch’s page says which',
  },
} satisfies OnPages;
