// English: what hinders the work with Redis. A trouble is the end of a sentence that begins with "Redis".

export const redisTroubles = {
  away: 'is away',
  awayWhy: ({ why }: { why: string }) => `is away (${why})`,
  silent: 'does not answer',
  refusals: {
    'read-only': 'is read-only, as in a failover',
    busy: "is busy with somebody's script",
    loading: 'is loading its data',
    cluster: 'lacks a part of its cluster',
    full: 'has no room in memory',
    disk: "can't write to its disk, which is full or broken (where Redis is Rollcall's own: that of the data directory)",
    replicas: 'lacks replicas that it must have',
    login: 'refuses user or password',
    forbidden: 'forbids a command',
    connections: 'takes no more connections',
  },
  since: ({ trouble, at }: { trouble: string; at: string }) => `Redis ${trouble}, since ${at}`,
  untilBack: ({ trouble }: { trouble: string }) => `Redis ${trouble}: no call leaves until it is back.`,
  untilOver: ({ trouble }: { trouble: string }) => `Redis ${trouble}: no call leaves until that is over.`,
  untilOverFromDisk: ({ trouble }: { trouble: string }) =>
    `Redis ${trouble}: no call leaves until that is over. What stands here was last written to disk.`,
  fromDisk: "Redis can't be asked. What stands here was last written to disk.",
  back: 'Redis is back: the work goes on.',
  over: 'Redis can be worked with again: the work goes on.',
};
