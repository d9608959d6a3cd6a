// English: the page where one signs in, and the one where a link leads.

export const signInPage = {
  title: 'Sign in',
  name: 'Name',
  password: 'Password',
  signIn: 'Sign in',
  byProvider: 'Sign in with your organisation',
  hasLink: 'I have a sign-in link',
  link: 'Link',
  linkHint: 'The whole address, or what stands behind its #.',
  useLink: 'Go on',
  firstTitle: 'The first administrator',
  firstAbout:
    'You set up Rollcall here. Choose the name and the password with which you sign in from now on.',
  welcome: ({ name }: { name: string }) => `Welcome, ${name}`,
  setAbout: 'Choose the password with which you sign in from now on. The link ends with it.',
  nameHint: 'Letters, digits, blanks and . _ @ + - are possible.',
  newPassword: 'New password',
  passwordHint: 'At least 12 characters. Several words are easier to keep than signs.',
  setPassword: 'Set the password and sign in',
};
