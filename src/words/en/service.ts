// English: what the provider's service answers or doesn't, beside the calls, and why it is not reached.

export const service = {
  // Why no answer came; `who` is the host that was connected to.
  failures: {
    nameUnknown: ({ who }: { who: string }) => `the name of ${who} is not known (DNS)`,
    dnsSilent: ({ who }: { who: string }) => `DNS doesn't answer for ${who}`,
    refused: ({ who }: { who: string }) => `${who} refuses connections: nothing listens there`,
    tooSlow: ({ who }: { who: string }) => `no connection to ${who} in time`,
    noWay: ({ who }: { who: string }) => `there is no way to ${who} in this network`,
    cut: ({ who }: { who: string }) => `${who} cut the connection`,
    expired: ({ who }: { who: string }) =>
      `the certificate of ${who} has expired, or this machine's clock is wrong`,
    notYetValid: ({ who }: { who: string }) =>
      `the certificate of ${who} is not valid yet, or this machine's clock is wrong`,
    otherName: ({ who }: { who: string }) => `the certificate of ${who} is for another name`,
    unknownSigner: ({ who }: { who: string }) =>
      `the certificate of ${who} is signed by nobody known here: set NODE_EXTRA_CA_CERTS to a file with the company's or the proxy's certificate`,
    noTls: ({ who }: { who: string }) =>
      `${who} doesn't speak TLS there: is it http:// instead of https://, or another port?`,
    noHttp: ({ who }: { who: string }) =>
      `${who} doesn't speak HTTP there: is it https:// instead of http://, or another port?`,
  },
  certificate: ({ who, code }: { who: string; code: string }) =>
    `the certificate of ${who} is refused (${code})`,
  /** A proxy within those. */
  theProxy: ({ origin }: { origin: string }) => `the proxy ${origin}`,
  noAnswerInTime: 'no answer in time',
  proxyWantsLogin: ({ origin, status }: { origin: string; status: number }) =>
    `the proxy ${origin} answers ${status}: it wants a login, USER:PASSWORD@ before its host in HTTP_PROXY or HTTPS_PROXY`,
  proxyRefusesLogin: ({ origin, status }: { origin: string; status: number }) =>
    `the proxy ${origin} answers ${status}: it doesn't take the login in HTTP_PROXY or HTTPS_PROXY`,
  proxyCantReach: ({ origin, status, target }: { origin: string; status: number; target: string }) =>
    `the proxy ${origin} answers ${status}: it doesn't reach ${target} itself. Where no proxy is needed for it, put the host into NO_PROXY`,
  proxyForbids: ({ origin, status, target }: { origin: string; status: number; target: string }) =>
    `the proxy ${origin} answers ${status}: it doesn't let requests through to ${target}. Ask whoever runs it, or put the host into NO_PROXY where no proxy is needed for it`,

  // Questions about credentials, counts and bills; `variable` has the address.
  unreached: ({ url, why, variable }: { url: string; why: string; variable: string }) =>
    `${url} can't be reached: ${why}. Check the network and ${variable}.`,
  notAsked: ({ url }: { url: string }) => `${url} was not asked.`,
  undocumented: ({ url, status, variable }: { url: string; status: number; variable: string }) =>
    `${url} answered HTTP ${status}, which is no answer as documented. Check the network and ${variable}.`,
  answeredOtherwise: ({ url, what, variable }: { url: string; what: string; variable: string }) =>
    `${url} answered ${what}. Check the network and ${variable}.`,
  refusedWith: ({ url, what, remedy }: { url: string; what: string; remedy: string }) =>
    `${url} answered ${what}. ${remedy}.`,
  answeredLater: ({ url, what }: { url: string; what: string }) =>
    `${url} answered ${what}. Try again later.`,
  codeMeans: ({ code, meaning }: { code: string; meaning: string }) => `${code}, ${meaning}`,
  codeUnknown: ({ code }: { code: string }) => `${code}, which is not documented`,
  takesCredentials: ({ url }: { url: string }) => `${url} takes the credentials.`,
  takesCredentialsNotDay: ({ url }: { url: string }) =>
    `${url} takes the credentials, but not today's date in China.`,
  takesAnswered: ({ url, what }: { url: string; what: string }) =>
    `${url} takes the credentials. It answered ${what}, to a question about a number that can't be anybody's.`,
  takesAnsweredFree: ({ url, what }: { url: string; what: string }) =>
    `${url} takes the credentials. It answered ${what}, to a question about a number that can't be anybody's; such an answer costs nothing.`,
  takesAskedTooOften: ({ url }: { url: string }) =>
    `${url} takes the credentials. It was asked too often today, to a question about a number that can't be anybody's; such an answer costs nothing.`,
  noBill: ({ url, status }: { url: string; status: number }) =>
    `${url} answered HTTP ${status}, which is no bill. Check ROLLCALL_BILL_URL.`,

  // The counts.
  refusedByStatus: ({ url, status }: { url: string; status: number }) =>
    `${url} refused the request (HTTP ${status}): check the four credentials.`,
  unreadableLater: ({ url, status, reason }: { url: string; status: number; reason: string }) =>
    `${url} answered HTTP ${status}, ${reason}. Try again later.`,
  unreadable: ({ url, status, reason }: { url: string; status: number; reason: string }) =>
    `${url} answered HTTP ${status}, ${reason}. Check ROLLCALL_STAT_URL.`,
  noFigures: 'which is no answer with figures',
  notAsDocumented: 'not of the documented shape',
  notAsDocumentedAt: ({ path, issue }: { path: string; issue: string }) =>
    `not of the documented shape: data.${path} ${issue}`,
  answered: ({ url, code }: { url: string; code: string }) => `${url} answered ${code}`,
  answeredWith: ({ url, code, message }: { url: string; code: string; message: string }) =>
    `${url} answered ${code} (${message})`,
  signatureRefused: ({ answered }: { answered: string }) =>
    `${answered}: the signature was refused. Check ROLLCALL_APPID, ROLLCALL_BUCKET, ROLLCALL_SECRET_ID and ROLLCALL_SECRET_KEY.`,
  daysRefused: ({ answered, from, to }: { answered: string; from: string; to: string }) =>
    `${answered}: it takes no query from ${from} to ${to}. Ask for fewer or later days, none of them in the future; how far back its figures reach is not documented.`,
  figuresLater: ({ answered }: { answered: string }) =>
    `${answered}: the figures are not available now. Try again later.`,

  // A wrong clock.
  ourClockAhead: ({ minutes }: { minutes: number }) =>
    ` This machine's clock is ${minutes} min ahead of the provider's: set it right, then try again.`,
  ourClockBehind: ({ minutes }: { minutes: number }) =>
    ` This machine's clock is ${minutes} min behind the provider's: set it right, then try again.`,
};
