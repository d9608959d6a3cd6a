// English: the help of the program, and of the commands that work on batches.

export const help = {
  program:
    "Verifies customer lists against Tencent Cloud's /auth/idcard: one outcome for every row, every call on record, and the record held against what the provider counted.",
  batch: "the batch's id",
  summaryAsJson: 'print the summary on standard output as JSON',
  stateAsJson: 'print the state on standard output as JSON',
  asJson: 'as JSON',
  noPing: "don't try the credentials first",
  workers: ({ count }: { count: number }) =>
    `verify processes (default: ${count}; for short lists none, as this process calls)`,
  check: {
    summary: 'read a list and call nobody: what it holds, what it would take',
    description:
      'Reads the whole list and shows how it is understood, which rows would not be sent and why, and the calls, time and cost that verifying it would take. Needs no credentials and no Redis, and leaves nothing behind. "-" is standard input. Exit status 0, also where the list has faults; 1: it can\'t be read.',
    rate: 'calls a second for which the time is reckoned (default: ROLLCALL_RATE)',
    json: 'the report as JSON',
  },
  run: {
    summary: 'verify lists on this machine, from the first row to the last file',
    description:
      'Verifies each FILE as a batch: reads the list, calls the service for every row that needs it, and writes outcomes.csv, attempts.csv and summary.json. "-" is standard input. Exit status 0: done; 1: wrong usage or input, nothing was sent; 2: done, with rows in error, or with --in-doubt hold in in_doubt; 3: halted; 5: stopped by a signal or cancelled; 6, with --exit-on-change: done, and not the same as the batch before.',
    noPing: "don't try the credentials before the first call",
    reconcile: "hold the calls against the provider's counts of these days at the end",
  },
  submit: {
    summary: "queue a list for the workers on REDIS_URL, and print the batch's id",
    description:
      'Copies the list into the data directory and queues it as a batch. A batch worker (rollcall worker --role batch) with the same data directory reads it, verify workers call the service.',
    wait: 'follow the batch to its end; a signal ends the waiting, not the batch',
    json: 'with --wait: print the summary on standard output as JSON',
  },
  worker: {
    summary: 'run workers until stopped',
    description:
      'verify: calls the service, needs no files; any number on any machine. batch: reads lists and writes outcomes, owns the data directory. Stops in good order on SIGTERM or Ctrl-C; a second signal ends it at once.',
    role: 'what it does',
    concurrency: 'calls in flight (default: 20)',
    metricsPort: 'serve /metrics, /healthz and /readyz on this port; 0: a free one, which the log names',
    metricsHost: 'the address to serve them on (default: 127.0.0.1)',
  },
  status: {
    summary: 'all batches, the newest first, or one: state, rows, calls, cost, file',
    watch: 'again every second, until the batch has ended or halts; all batches: until Ctrl-C',
    outcomes: 'write the outcomes so far of the batch to this file',
    outcomesNeedBatch: '--outcomes needs a batch: rollcall status BATCH --outcomes FILE',
  },
  pause: {
    summary: 'no new calls of a batch, nothing lost',
    description: "Calls under way end and are recorded. A 'run' that is paused waits; 'resume' goes on.",
  },
  label: {
    summary: 'give a batch another label, on record with who and when',
    description:
      'The label says who pays: reports go by it. Calls and outcomes stay as they are; an empty text takes the label away.',
    text: 'the new label',
    json: 'print what was changed on standard output as JSON',
  },
  resume: {
    summary: 'go on with a batch, also after a crash or a halt',
    description:
      "Never calls a row again that has its outcome. Where a live worker owns the batch it tells it so and returns, else it works here like 'run', with the options recorded; options given again win.",
    first: 'more of the first rows, then pause again',
    sample: 'the same with rows that are spread evenly over the list',
    maxCalls: 'never make more calls than this, those made already included',
    maxAttempts: 'calls for one row before it ends in error',
    inDoubt: 'calls whose answer never came',
    rate: 'calls a second, all workers together',
    exitOnChange: 'exit status 6 where changes.csv has a line',
  },
  cancel: {
    summary: 'end a batch for good, with the outcomes so far',
    description:
      "Calls under way end and are recorded. Rows without an outcome are written as in_doubt where a call is, else as not_sent. A cancelled batch can't be resumed. Exit status 5.",
  },
  ping: {
    summary: 'try the credentials, at no cost',
    description:
      'Says whether the service answers and takes the credentials. Asks /verifyc/stat for the figures of today, or, with ROLLCALL_PROVIDER=faceid, about a number that can’t be anybody’s. Neither costs anything.',
  },
  purge: {
    summary: 'erase what is personal of batches that have ended; a dry run first',
    description:
      'Erases outcomes.csv, the files made of it, changes.csv, corrected.csv and what is left of the list. summary.json, attempts.csv and the ledger stay, as nothing personal is in them: the batch can still be reconciled. Without --yes it says what it would erase and changes nothing. A batch that has not ended is never purged, nor one that the next night of a schedule is compared with.',
    olderThan: 'all batches that ended longer ago than this, such as 90d',
    yes: 'do it',
    json: 'print what is erased, or would be, as JSON',
    which: 'Give a BATCH, or --older-than: rollcall purge --older-than 90d.',
  },
  simulate:
    'the pretend service: calls and counts (or the bill), signatures checked, answers made up, faults on demand',
  setup: {
    summary: 'get a Redis for this machine, where it has none',
    description:
      'Looks for redis-server or valkey-server (6.2 or newer). Where there is none it gets one: Debian’s package, as root, else a copy of it for this user; Homebrew’s on macOS. Says what it does before it does it, and where it can’t, what you have to run. Not needed where REDIS_URL names a server.',
    found: ({ path }: { path: string }) => `Redis is there: ${path}`,
  },
};
