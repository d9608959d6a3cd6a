// English: the pages and the HTTP interface, as they are started.

export const serving = {
  summary: 'pages and the HTTP interface, with workers inside',
  description:
    'Serves pages and the HTTP interface over the data directory, on this machine or in the pod of the batch worker. Inside are a batch worker and verify processes, or none where workers run beside it.',
  port: 'where to listen (0: any free port)',
  host: 'the address to listen on; another one than this machine’s own needs TLS or --origin',
  workers: 'so many verify processes inside, with a batch worker',
  noWorkers: 'no workers inside: they run beside it on the same REDIS_URL',
  demo: 'with the pretend service and made-up people, in a data directory of its own',
  tlsCert: 'the certificate and what it was signed with, as PEM',
  tlsKey: 'its key, as PEM',
  origin: 'where people reach it, through a proxy that ends TLS',
  proxy: 'an address or a range that the proxy has, so that its X-Forwarded-For is believed; may be repeated',
  json: 'where it is reached, as one line of JSON',
  url: ({ url }: { url: string }) => `Rollcall is at ${url}`,
  signIn: ({ url }: { url: string }) =>
    `Nobody may use it yet. The first administrator signs in here, once and within an hour: ${url}`,
  noCredentials: ({ names }: { names: string }) =>
    `Not set: ${names}. Nobody is called without. Set them in the environment or in a .env file, and start this again; or look at it with made-up people: rollcall serve --demo`,
  certAndKey: '--tls-cert and --tls-key go together.',
  workersOrNone: '--workers and --no-workers exclude each other.',
  noWorkersNeedsRedis:
    '--no-workers needs workers on a shared Redis: set REDIS_URL. On one machine leave it out.',
  originIsHttps: '--origin must be an https:// address, such as https://rollcall.example.',
  badOrigin: '--origin must be an address without a path, such as https://rollcall.example.',
  needsTls: ({ host }: { host: string }) =>
    `--host ${host} can be reached from other machines, and passwords would travel in the clear. Give --tls-cert and --tls-key, or with --origin the address of a proxy that ends TLS.`,
  badTls: ({ why }: { why: string }) => `--tls-cert and --tls-key can't be used: ${why}.`,
  unreadTls: ({ file, why }: { file: string; why: string }) => `${file} can't be read: ${why}.`,
  badRange: ({ text }: { text: string }) =>
    `--proxy: "${text}" is no address and no range. It must be one such as 10.0.0.7 or 10.0.0.0/8.`,
  busyAddress: ({ address, why }: { address: string; why: string }) =>
    `${address} can't be listened on: ${why}. Take another --port.`,
  stops: 'Rollcall stops: calls under way are waited for.',
};
