// English: who may use serve: users, keys, links, passwords, sessions.

export const access = {
  user: {
    summary: 'who may use serve with a browser',
    description:
      'Users of the data directory: whoever runs serve there knows them at once. A user sets a password by a link that works once, and has one role: operator (lists, batches, rows and files), viewer (progress and figures, no rows), approver (a viewer who may approve), accountant (figures and money of all labels, no rows), admin (everything).',
    name: "the user's name",
    add: { summary: 'make a user, and print the link by which a password is set' },
    link: {
      summary: 'a new link for a user, such as for a forgotten password',
      description: 'It ends the password, the link before and all sessions of the user.',
    },
    list: 'all users',
    remove: {
      summary: 'end what a user may do',
      description: 'It ends his sessions, and the keys that he made.',
    },
  },
  key: {
    summary: 'who may use serve with a program',
    description:
      'A key stands in the header Authorization: Bearer KEY. It is printed once and kept as its hash.',
    add: { summary: 'make a key, and print it once' },
    list: 'all keys, without the keys themselves',
    revoke: 'end a key',
    id: "the key's id",
    name: 'what it is for',
    expires: 'how long it works, such as 90d (default: until it is revoked)',
  },
  role: 'what it may do',
  label: 'the label whose batches it sees; several times for several (default: all labels)',
  json: 'as JSON',
  added: ({ name, url, hours }: { name: string; url: string; hours: number }) =>
    `User ${name} sets a password here, once, within ${hours} hours:\n${url}`,
  removed: ({ name }: { name: string }) => `User ${name} is removed; sessions and keys have ended.`,
  noUsers: 'There are no users.',
  allLabels: 'all labels',
  hasPassword: 'has a password',
  fromProvider: 'signs in through the provider of identities',
  hasLink: 'has a link, and no password yet',
  hasNothing: 'has no link and no password: rollcall user link NAME',
  keyMade: ({ key }: { key: string }) => `${key}\nIt is shown this once.`,
  revoked: ({ id }: { id: string }) => `Key ${id} is revoked.`,
  noKeys: 'There are no keys.',
  untilRevoked: 'until it is revoked',
  untilTime: ({ time }: { time: string }) => `until ${time}`,
  ended: ({ time }: { time: string }) => `ended ${time}`,

  badUserName:
    'That can’t be the name of a user: letters, digits, blanks, ".", "_", "@", "+" and "-", at most 64, a letter or digit first.',
  existingUser: ({ name }: { name: string }) =>
    `There is a user "${name}". For a new link: rollcall user link NAME`,
  unknownUser: ({ name }: { name: string }) => `There is no user "${name}". 'rollcall user list' names all.`,
  lastAdmin: ({ name }: { name: string }) =>
    `"${name}" is the last administrator, and there are other users. Make another administrator first.`,
  roleOfAllLabels: ({ role }: { role: string }) => `A ${role} has all labels. Leave the labels out.`,
  unknownKey: ({ id }: { id: string }) => `There is no key "${id}". 'rollcall key list' names all.`,
  longKeyName: ({ most }: { most: number }) => `A key's name may have ${most} characters at most.`,
  passwordLength: ({ least, most }: { least: number; most: number }) =>
    `A password needs ${least} characters at least, and ${most} at most. A few words that don't belong together are good.`,
  passwordEasy:
    'That password is too easily guessed: it has the name in it, or hardly any different characters.',
  manySignIns: 'Too many people sign in at this moment. Try again in some seconds.',
  endedLink:
    'This link doesn’t work, or works no more. An administrator gives a new one: rollcall user link NAME',
  removedHere: 'You were removed here. Ask an administrator.',
  wrongPassword: 'Name and password don’t belong together.',
  noRole:
    'The provider of identities says of you no role that is known here, or several. Ask an administrator.',
  noIdentity: 'The provider of identities has not confirmed who you are. Try again from the start.',
  providerAway: 'The provider of identities can’t be asked now. Try again later.',
  otherPage: 'This request comes from another page than those of Rollcall, and is refused.',
};
