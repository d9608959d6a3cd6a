// English: webhooks, whom they tell, and what became of their messages.

export const webhooks = {
  ofId: ({ id }: { id: string }) => `Webhook "${id}"`,
  delivery: ({ id }: { id: string }) => `Message "${id}" of a webhook`,
  queued: 'A message of a webhook in Redis',
  unknown: ({ id }: { id: string }) =>
    `There is no webhook "${id}" in this data directory. rollcall webhook list shows those that there are.`,
  unknownDelivery: ({ id, delivery }: { id: string; delivery: string }) =>
    `Webhook ${id} has no message "${delivery}" on record. rollcall webhook deliveries ${id} shows those that are kept.`,
  machineFault: ({ batch }: { batch: string }) =>
    `a fault of the machine that works on it; rollcall status ${batch} says which`,
  notTold: ({ why }: { why: string }) =>
    `webhooks could not be told now: ${why}. What is on disk of it is told later, by a batch worker or by serve.`,
  failing: ({ count, ids }: { count: number; ids: string }) =>
    `${count === 1 ? 'a webhook has' : `${count} webhooks have`} not been taking messages for hours: ${ids}. rollcall webhook list shows why.`,

  // Why a message was not taken.
  problems: {
    needsHttps: 'plain http, to a host that ROLLCALL_WEBHOOK_ALLOW does not name',
    insideAddress: 'the host has an address inside of a network, and ROLLCALL_WEBHOOK_ALLOW does not name it',
    redirect: ({ status }: { status: number }) =>
      `the receiver answered ${status}, a redirect, which is not followed: add the webhook anew with the address that it leads to`,
    status: ({ status }: { status: number }) => `the receiver answered ${status}`,
    code: ({ code }: { code: number }) => `the robot answered with code ${code}`,
    noCode: 'the answer has no code, so it is none of that robot',
    ended: 'ended by a stop of this process',
  },

  // Why a webhook can't be added.
  refused: {
    noUrl: 'That is no address of a webhook: it has to be https://HOST/PATH.',
    login: 'The address must have no user or password in it: the signature shows who sends.',
    fragment: 'The address must have no "#": what stands behind it is never sent.',
    tooLong: ({ most }: { most: number }) => `The address must have at most ${most} characters.`,
    http: ({ host }: { host: string }) =>
      `The address has to begin with https://. Where ${host} is a host of your own without TLS, name it in ROLLCALL_WEBHOOK_ALLOW.`,
    inside: ({ host }: { host: string }) =>
      `${host} has an address inside of a network. Where that is meant, name the host in ROLLCALL_WEBHOOK_ALLOW.`,
    never: ({ host }: { host: string }) =>
      `${host} has an address at which no receiver can be: of this link, of all hosts, or of what a cloud tells its machines.`,
    type: ({ type, types }: { type: string; types: string }) =>
      `"${type}" is nothing that webhooks are told. There is: ${types}.`,
    noTypes: 'Say what it is told, with --on.',
    noLabel: ({ type }: { type: string }) =>
      `${type} is about all labels together, so a webhook for some of them can't have it: add one without --label.`,
    robotSecret: ({ shape }: { shape: string }) =>
      `--secret-file is for robots that sign (dingtalk, feishu): for ${shape} leave it out.`,
    keyword: '--keyword is for robots of a chat: leave it out for the shape "standard".',
    rotate: ({ shape }: { shape: string }) =>
      `The secret of a robot (${shape}) is made on its own page: hand it over with --secret-file.`,
    noSecret:
      'A robot of WeCom has no secret: its address is what is secret. Add the webhook anew with the new one.',
    tooMany: ({ most }: { most: number }) => `There are ${most} webhooks already. Remove some first.`,
    unreadSecret: ({ file, why }: { file: string; why: string }) =>
      `The secret can't be read from ${file}: ${why}.`,
    emptySecret: 'The file with the secret is empty.',
  },

  help: {
    summary: 'whom Rollcall tells when a batch ends, halts, or a night is missed',
    description:
      'Messages go out by HTTP, signed as Standard Webhooks 1.0 has it, or as texts to robots of WeCom, DingTalk and Feishu. They hold ids, labels, states, counts and cost, and nothing personal. Batch workers and serve deliver them, again and again for three days; a run tries once itself. docs/webhooks.md says how a receiver verifies them.',
    id: 'the webhook’s id',
    delivery: 'the message’s id, as in the header webhook-id',
    add: {
      summary: 'add a webhook, and print its id and its secret, once',
      description:
        'The address has to be https://, of a host outside of private networks, unless ROLLCALL_WEBHOOK_ALLOW names the host. "-" reads it from standard input, so that it does not stand in the history of the shell.',
      url: 'where messages go',
      on: ({ types }: { types: string }) => `what it is told: ${types}`,
      shape: 'how messages are written',
      label: 'only of batches with these labels',
      keyword: 'a word that the robot wants in each message',
      secretFile: 'a file with the secret that the robot’s page shows, for robots that check signatures',
      added: ({ id }: { id: string }) => `Webhook ${id} is added.`,
      secret: ({ secret }: { secret: string }) => `Its secret, which is shown only now: ${secret}`,
      tryIt: ({ id }: { id: string }) => `Try it: rollcall webhook test ${id}`,
      asJson: 'id and secret as JSON',
    },
    list: {
      summary: 'the webhooks, where they lead (masked) and how they fare',
      none: ({ dataDir }: { dataDir: string }) => `${dataDir} has no webhooks.`,
    },
    remove: {
      summary: 'remove a webhook, and what is kept of its messages',
      removed: ({ id }: { id: string }) => `Webhook ${id} is removed.`,
    },
    rotate: {
      summary: 'give a webhook a new secret; the old one signs beside it for a while',
      oldFor: 'how long the old one still signs (default: 24h)',
      rotated: ({ id, until }: { id: string; until: string }) =>
        `Webhook ${id} has a new secret. Up to ${until} messages are signed with the old one too.`,
      replaced: ({ id }: { id: string }) => `Webhook ${id} has another secret.`,
    },
    test: {
      summary: 'send a message of the type webhook.test now, once',
      taken: ({ id, status, ms }: { id: string; status: number; ms: number }) =>
        `Webhook ${id} took the test: ${status}, in ${ms} ms.`,
      notTaken: ({ id, problem }: { id: string; problem: string }) =>
        `Webhook ${id} did not take the message: ${problem}.`,
    },
    deliveries: {
      summary: 'the messages of a webhook, the newest first, each with what became of it',
      none: 'No message yet.',
      tries: ({ tries }: { tries: number }) => (tries === 1 ? '1 try' : `${tries} tries`),
      nextAt: ({ at }: { at: string }) => `next try ${at}`,
    },
    replay: {
      summary: 'send a message once more, with the same id',
      description:
        'It is tried now, and, where that fails, again with the usual waits. The receiver knows it by its id.',
      taken: ({ delivery }: { delivery: string }) => `${delivery} was taken.`,
      later: ({ delivery, problem, at }: { delivery: string; problem: string; at: string }) =>
        `${delivery} was not taken: ${problem}. It is tried again at ${at}.`,
    },
    enable: {
      summary: 'tell a webhook again that was disabled as its receiver said it is gone (410)',
      enabled: ({ id }: { id: string }) => `Webhook ${id} is told again.`,
    },
  },

  // As lists show them.
  allLabels: 'all labels',
  labels: ({ labels }: { labels: string }) => `labels: ${labels}`,
  states: {
    working: 'working',
    failing: ({ since }: { since: string }) => `not taking messages since ${since}`,
    disabled: ({ at }: { at: string }) => `disabled: its receiver said at ${at} that it is gone`,
    untried: 'never tried',
  },
  open: ({ open }: { open: number }) => `${open} to be delivered`,
  deliveryStates: {
    pending: 'waits',
    delivered: 'delivered',
    failed: 'given up',
    gone: 'not wanted',
  },
};
