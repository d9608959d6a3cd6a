// English: why a batch is halted or waits, and what to do about it. These stand on record in English.

export const halts = {
  code: ({ code, remedy, batch }: { code: string; remedy: string; batch: string }) =>
    `the service answers with ${code}. ${remedy}; then: rollcall resume ${batch}`,
  knownCode: ({ code, en, zh }: { code: string; en: string; zh: string }) => `code ${code}: ${en} (${zh})`,
  unknownCode: ({ code }: { code: string }) => `code ${code}`,
  same: ({ code, batch }: { code: string; batch: string }) =>
    `many different rows in a row got ${code}, so it is the account and not the rows, which stay open. Ask the provider about the account; then: rollcall resume ${batch}`,
  outage: ({ batch }: { batch: string }) =>
    `the service has been away for longer than ROLLCALL_OUTAGE_LIMIT_MS. When it is back: rollcall resume ${batch}`,
  noAnswer: ({ status }: { status: number }) => `with HTTP status ${status} and no documented answer`,
  redirect: ({ status, target }: { status: number; target: string }) =>
    `with HTTP status ${status} and no documented answer, a redirect to ${target}, which is not followed`,
  http: ({ answer, remedy, batch }: { answer: string; remedy: string; batch: string }) =>
    `the service answers ${answer}. ${remedy}; then: rollcall resume ${batch}`,
  httpOfMany: ({
    rows,
    answer,
    remedy,
    batch,
  }: {
    rows: number;
    answer: string;
    remedy: string;
    batch: string;
  }) =>
    `${rows} different rows in a row were answered ${answer}; they stay open. ${remedy}; then: rollcall resume ${batch}`,
  proxyPassword: 'A proxy asks for a password: set it in HTTP_PROXY or HTTPS_PROXY',
  checkUrl: 'Check ROLLCALL_AUTH_URL: it must name the service itself',
  checkWay: 'Check ROLLCALL_AUTH_URL, and the proxies and firewalls on the way',
  tampering: ({ what, batch }: { what: string; batch: string }) =>
    `somebody has changed in Redis what Rollcall wrote there: ${what}. It is not believed. See who else can write to that Redis, and shut them out; then: rollcall resume ${batch}`,
  oneWaits: ({ at, batch }: { at: string; batch: string }) =>
    `1 row waits for the next day in China, ${at}: the provider was asked about their name or number as often as it answers in a day. They go on by themselves while a batch worker lives; where none does: rollcall resume ${batch}, or with --daily-limit end to do without them`,
  waits: ({ rows, at, batch }: { rows: number; at: string; batch: string }) =>
    `${rows} rows wait for the next day in China, ${at}: the provider was asked about their name or number as often as it answers in a day. They go on by themselves while a batch worker lives; where none does: rollcall resume ${batch}, or with --daily-limit end to do without them`,
  cap: ({ calls, batch, more }: { calls: number; batch: string; more: number }) =>
    `all ${calls} calls of --max-calls are spent. To go on: rollcall resume ${batch} --max-calls ${more}`,
  capOneLeft: ({ calls, batch, more }: { calls: number; batch: string; more: number }) =>
    `all ${calls} calls of --max-calls are spent; 1 row still needs a call. For all of them, if none has to be repeated: rollcall resume ${batch} --max-calls ${more}`,
  capLeft: ({ calls, rows, batch, more }: { calls: number; rows: number; batch: string; more: number }) =>
    `all ${calls} calls of --max-calls are spent; ${rows} rows still need a call. For all of them, if none has to be repeated: rollcall resume ${batch} --max-calls ${more}`,
  budget: ({ label, month, batch }: { label: string; month: string; batch: string }) =>
    `the budget of label "${label}" for ${month} is used up. See "rollcall budget list", set a higher one, then: rollcall resume ${batch}`,
  budgetCalls: ({
    label,
    month,
    calls,
    more,
    batch,
  }: {
    label: string;
    month: string;
    calls: number;
    more: number;
    batch: string;
  }) =>
    `the budget of label "${label}" for ${month} is used up: all ${calls} calls are made. To go on: rollcall budget set --label "${label}" --month ${month} --calls ${more}, then: rollcall resume ${batch}`,
  budgetAmount: ({
    label,
    month,
    amount,
    currency,
    more,
    batch,
  }: {
    label: string;
    month: string;
    amount: string;
    currency: string;
    more: string;
    batch: string;
  }) =>
    `the budget of label "${label}" for ${month} is used up: another call might take it past ${amount} ${currency}. To go on: rollcall budget set --label "${label}" --month ${month} --amount ${more}, then: rollcall resume ${batch}`,
  budgetUnpriced: ({ label, month, batch }: { label: string; month: string; batch: string }) =>
    `label "${label}" has a budget in money for ${month}, and no price is on record with this batch, so no call may leave. Set one with "rollcall price set", then: rollcall resume ${batch}`,
  fault: ({ fault, batch }: { fault: string; batch: string }) =>
    `${fault}. When that is mended: rollcall resume ${batch}`,
};
