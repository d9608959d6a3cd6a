// English: the first page after setting up: whether the settings are right, and what to do first.

export const welcomePage = {
  title: 'Welcome to Rollcall',
  about: 'Three things to look at before the first list.',
  settings: 'Settings',
  service: 'Service',
  account: 'Account',
  dataDirectory: 'Data directory',
  redis: 'Redis',
  ownRedis: 'one of its own',
  givenRedis: 'the server in REDIS_URL',
  price: 'Price of a call',
  noPrice: 'not set: costs are not reckoned',
  approval: 'Approval',
  noApproval: 'none needed',
  approvalFrom: ({ calls }: { calls: string }) => `by somebody else, beyond ${calls} calls`,
  workers: 'Verify workers',
  set: 'set',
  missing: 'not set',
  missingNamed: ({ names }: { names: string }) => `Not set: ${names}`,
  setThem:
    'Set them in the environment or in a .env file where Rollcall was started, and start it again. Until then lists can be looked at, and nobody is called.',
  credentials: 'Credentials',
  tryThem: 'Try the credentials',
  tryMeans: 'One request that costs nothing and names nobody.',
  accepted: 'The service accepts the credentials.',
  refused: 'The service does not accept the credentials.',
  first: 'The first list',
  firstAbout:
    'Drop a list, look at how it is read and what it would cost. Nobody is called before you say so.',
  pretend: 'With made-up people',
  isDemo:
    'This is the demonstration: a pretend service, made-up people and a made-up price. Nothing costs anything.',
  demoAbout:
    'A draft with two thousand made-up people is ready. Start it, watch it, look at its rows, mend one and take the files.',
  openDemo: 'Open the draft',
  startDemo:
    'To see a whole batch without an account and without cost, stop Rollcall and start it so, in a data directory of its own:',
  toBatches: 'To the batches',
};
