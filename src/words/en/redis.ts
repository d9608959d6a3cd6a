// English: what ails Redis, a shared one or the private one of a data directory.

export const redis = {
  /** How a server is called within the other texts. */
  own: 'the private Redis',
  shared: ({ place }: { place: string }) => `Redis at ${place}`,

  // The first contact.
  noAnswer: ({ server }: { server: string }) =>
    `${server} does not answer. Check that it runs and that REDIS_URL is right.`,
  noAnswerSaid: ({ server, said }: { server: string; said: string }) =>
    `${server} does not answer (${said}). Check that it runs and that REDIS_URL is right.`,
  refusesContact: ({ server, said }: { server: string; said: string }) =>
    `${server} refuses: ${said}. Check REDIS_URL.`,
  refusesForNow: ({ server, what }: { server: string; what: string }) =>
    `${server} ${what}. Try again when that is over.`,
  otherName: ({ server, said }: { server: string; said: string }) =>
    `${server} has a certificate for another name: ${said}. Name the server in REDIS_URL as its certificate does.`,
  untrusted: ({ server, said }: { server: string; said: string }) =>
    `${server} has a certificate that is not trusted: ${said}. If it is of an authority of your own, name that authority's certificate in NODE_EXTRA_CA_CERTS.`,
  noTls: ({ server, said }: { server: string; said: string }) =>
    `${server} speaks no TLS there: ${said}. Name its TLS port in REDIS_URL, or use redis instead of rediss.`,
  login: ({ server, said }: { server: string; said: string }) =>
    `${server} refuses user or password: ${said}. Check REDIS_URL and REDIS_PASSWORD.`,
  noCluster: ({ server }: { server: string }) =>
    `${server} is no cluster. Use redis:// instead of redis+cluster:// in REDIS_URL.`,
  unknownMaster: ({ server, master }: { server: string; master: string }) =>
    `No Sentinel of ${server} knows a master "${master}". Check the name in REDIS_URL.`,
  forbiddenCommand: ({ server, command }: { server: string; command: string }) =>
    `${server} forbids its user the command ${command}, which Rollcall needs. Give it the ACL rule in docs/operations.md.`,
  forbiddenKeys: ({ server }: { server: string }) =>
    `${server} forbids its user the keys of Rollcall, {rollcall-*. Give it the ACL rule in docs/operations.md.`,
  forbidden: ({ server, said }: { server: string; said: string }) =>
    `${server} forbids its user what Rollcall needs (${said}). Give it the ACL rule in docs/operations.md.`,

  // Whether a server is fit for the queue.
  evicts: ({ policy }: { policy: string }) =>
    `The Redis server throws keys away when its memory is full (maxmemory-policy ${policy}), so that calls could be lost from the record. Set maxmemory-policy to noeviction.`,
  policyUnknown: "The Redis server doesn't tell its maxmemory-policy. Make sure that it is noeviction.",
  appendOnlyOff:
    "The Redis server's append-only file is off: when it crashes, calls can be lost from the record. Set appendonly to yes.",
  syncUnknown:
    'Whether the Redis server syncs every write (appendfsync always) could not be checked, as it forbids CONFIG.',
  syncsSeldom: ({ sync }: { sync: string }) =>
    `The Redis server doesn't sync every write (appendfsync ${sync}): when its machine loses power, the last calls can be lost from the record. Set appendfsync to always.`,
  isClusterNode: 'REDIS_URL names a node of a Redis Cluster. Write redis+cluster://HOST:PORT.',
  isSentinel: 'REDIS_URL names a Sentinel. Write redis+sentinel://HOST:PORT/MASTER.',
  isReplica:
    'REDIS_URL names a replica, which takes no writes. Name its master, or Sentinels: redis+sentinel://HOST:PORT/MASTER.',
  tooOld: ({ version }: { version: string }) =>
    `The Redis server is version ${version}. Rollcall needs Redis 6.2 or newer, or Valkey.`,
  versionUnknown: 'The Redis server is version unknown. Rollcall needs Redis 6.2 or newer, or Valkey.',
};
