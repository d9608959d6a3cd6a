// Makes the calls of `/auth/idcard`: the content of the request, and its signature.

import type { CallProtocol, Credentials } from '../port.js';
import { readAnswer } from './answer.js';
import { Signer } from './signer.js';

const PATH = '/auth/idcard';
const HEADERS = { 'content-type': 'application/json' };

export function callsFor(credentials: Credentials, nowMs: () => number): CallProtocol {
  const { appid, bucket } = credentials;
  const signer = new Signer(credentials, nowMs);
  return {
    requestAbout: ({ idNumber, name }) => ({
      path: PATH,
      authorization: signer.authorization(),
      headers: HEADERS,
      body: JSON.stringify({ appid, bucket, idcard_number: idNumber, idcard_name: name }),
    }),
    readAnswer,
    accepted: (authorization) => {
      signer.accepted(authorization);
    },
    expired: (authorization) => signer.expired(authorization),
  };
}
