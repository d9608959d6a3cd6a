// Calls of FaceID's `IdCardVerification`: what a request holds, how it is signed, and what is known of signatures that
// were called expired.

import type { CallProtocol, Credentials } from '../port.js';
import { Tc3Signer, type Tc3Action } from '../tc3-signer.js';
import { readAnswer } from './answer.js';
import { Trial } from './trial.js';

const PATH = '/';

/** @param authUrl base URL of the service: its host is signed */
function actionAt(authUrl: string): Tc3Action {
  const { host } = new URL(authUrl);
  return { service: 'faceid', host, action: 'IdCardVerification', version: '2018-03-01' };
}

export function callsFor(credentials: Credentials, nowMs: () => number, authUrl: string): CallProtocol {
  const signer = new Tc3Signer(credentials, actionAt(authUrl), nowMs);
  const trial = new Trial();
  return {
    requestAbout: ({ idNumber, name }) => {
      const body = JSON.stringify({ IdCard: idNumber, Name: name });
      const { authorization, headers } = signer.sign(body);
      trial.signed(authorization);
      return { path: PATH, authorization, headers, body };
    },
    readAnswer,
    accepted: (authorization) => {
      trial.accepted(authorization);
    },
    expired: (authorization) => trial.expired(authorization),
  };
}
