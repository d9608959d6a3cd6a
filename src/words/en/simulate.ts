// English: the pretend service and its made-up people.

export const simulate = {
  provider: 'whose interface it speaks (default: youtu)',
  port: '0: any that is free',
  host: 'where it listens; others reach it where this is not loopback',
  log: 'append every call to this file, one JSON object a line',
  state: 'keep the counts in this file over a restart',
  seed: 'of the chance behind every share',
  isPretence:
    'This is a pretend service: its answers are made up by a fixed rule, and nobody is asked about anybody.',
  takesYours: 'It takes the credentials of your environment. To point Rollcall at it:',
  pointAtIt: 'To point Rollcall at it:',
  after: ({ port }: { port: number }) =>
    `
Answers follow from the number alone, so that runs repeat: characters 15 to 17 of a valid number decide.
  990-994  -5807 look-up failed       997  -5801, not documented
  995-996  213 internal error         998  3 with a message about arrears
  ends in 7  -5803 mismatch           999  -5802, not documented, repeats number and name
  any other  0 match                  wrong check character or date: -5804; wrong format: -5806

With --provider faceid the same digits lead to:
  990-994  -5 no such number          997, 999  codes that are not documented
  995-996  LimitExceeded              998  InvalidParameterValue.NameFormat
  ends in 7  -1 mismatch              any other  0 match; no possible number: -2; a blank name: -3
It answers DescribeBillDetail at the same address, and -7 beyond --name-limit and --number-limit.

While it runs, every setting can be changed and read:
  curl -d '{"rateLimit": 50, "dropShare": 0.01}' http://127.0.0.1:${port}/_control
  curl http://127.0.0.1:${port}/_control
Counts are forgotten at the end unless --state names a file.`,
  people: 'write a customer list of made-up people, the same one for the same seed',
  count: 'how many',
  which: 'which ones (1)',
  mix: 'fixture: every outcome and oddity; clean: valid, distinct, verdicts only',
  out: 'write here instead of to standard output',
};
