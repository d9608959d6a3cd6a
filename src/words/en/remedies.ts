// English: what a person has to do where an answer has stopped an account. Each is a clause without its full stop.

export const remedies = {
  fourCredentials: 'Check ROLLCALL_APPID, ROLLCALL_BUCKET, ROLLCALL_SECRET_ID and ROLLCALL_SECRET_KEY',
  credentials: 'Check ROLLCALL_SECRET_ID and ROLLCALL_SECRET_KEY',
  clock: "Check this machine's clock: signatures are made with it",
  clockFiveMinutes:
    "Check this machine's clock: signatures are made with it, and it may be 5 minutes off at most",
  clockBehind: ({ minutes }: { minutes: number }) =>
    `This machine's clock is ${minutes} min behind the service's, and signatures are made with it: set the clock`,
  clockAhead: ({ minutes }: { minutes: number }) =>
    `This machine's clock is ${minutes} min ahead of the service's, and signatures are made with it: set the clock`,
  replayed: 'Ask the provider: a multi-use signature was refused as used twice',
  bucket:
    'Check that the bucket is there; with another ROLLCALL_BUCKET cancel this batch and start a new one',
  permission: 'Ask the owner of the account for permission to use the interface',
  quota: 'Buy calls, or have the account reinstated',
  allow: ({ action }: { action: string }) =>
    `Have the owner of the account allow these credentials to call ${action}`,
  address: 'Check ROLLCALL_AUTH_URL: it must name FaceID itself, or a region that has it',
  newerRollcall: 'Ask the provider, and for a newer Rollcall: the interface is not what this version calls',
  permanent: 'Use permanent credentials: temporary ones need a token, which Rollcall does not send',
  noSecondFactor: 'Use credentials that need no second factor',
  arrears: 'Pay what the account owes',
  billing: "Look at FaceID's billing in the console: a package may be used up or the service suspended",
  realName: "Complete the real-name verification of the account's owner in the console",
  activate: ({ service }: { service: string }) => `Activate ${service} in the console`,
  notEncrypted: 'Ask the provider: Rollcall sends nothing that is encrypted beyond HTTPS',
  blackList: "Take this machine's address off the account's black list",
  whiteList: "Put this machine's address on the account's white list",
  https: 'Check ROLLCALL_AUTH_URL: it must begin with https',
  buy: 'Buy calls',
};
