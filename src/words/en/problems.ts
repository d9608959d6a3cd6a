// English: what the HTTP interface answers where a request can't be done.

export const problems = {
  titles: {
    'invalid-request': 'The request has not the form that it must have',
    unauthenticated: 'A key or a session is needed',
    forbidden: 'Your role does not allow this',
    'not-found': 'There is nothing here, or nothing that you may see',
    'unsupported-media-type': 'The body is of another type than this takes',
    'too-large': 'The body is larger than this takes',
    'too-slow': 'The body came too slowly',
    'too-many-requests': 'Too many requests in a minute',
    'too-many-streams': 'Too many open streams',
    'unknown-host': 'This service is not known by that name',
    'conflicting-state': 'The batch’s state does not allow this',
    'halted-account': 'The account is halted, and an administrator lifts that',
    'label-needed': 'One of your labels must be named',
    'range-not-satisfiable': 'The file has no such range',
    unavailable: 'This can’t be answered at the moment',
    internal: 'Something went wrong here',
  },
  inLog: 'Whoever runs Rollcall finds the reason in its log.',
  stopping: 'Rollcall is being stopped. Ask again when it is back.',
  noJson: 'The body is no JSON.',
  cutOff: 'The body ended before all of it had come.',
  uploadProtocol: 'This is no request by the tus protocol, version 1.0.0.',
  notIn: ({ state }: { state: string }) => `The batch is ${state}.`,
  labelsAre: ({ labels }: { labels: string }) => `Name one of: ${labels}.`,
};
