// Whether signing anew helps, where every call has a signature of its own.

import { expect, test } from 'vitest';
import { Trial } from '../../../../src/provider/faceid/trial.js';

test('a refused signature is renewed, whatever number of calls under way bear older ones', () => {
  const trial = new Trial();
  for (const made of ['a', 'b', 'c']) trial.signed(made);
  expect(['a', 'b', 'c'].map((made) => trial.expired(made))).toEqual(['renewed', 'renewed', 'renewed']);
});

test('one that was made behind a refusal and is refused too was renewed in vain', () => {
  const trial = new Trial();
  trial.signed('a');
  trial.expired('a');
  trial.signed('b');
  expect(trial.expired('b')).toBe('in vain');
  trial.signed('c');
  expect(trial.expired('c')).toBe('renewed');
});

test('one that is accepted ends the trial', () => {
  const trial = new Trial();
  trial.signed('a');
  trial.expired('a');
  trial.signed('b');
  trial.signed('c');
  trial.accepted('b');
  expect(trial.expired('c')).toBe('renewed');
});

test('an older one that is accepted late says nothing of those made since', () => {
  const trial = new Trial();
  trial.signed('old');
  trial.signed('a');
  trial.expired('a');
  trial.signed('b');
  trial.accepted('old');
  expect(trial.expired('b')).toBe('in vain');
});
