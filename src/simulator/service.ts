// Puts the interfaces of the pretend service together from their parts, and says which request goes to which part.

import type { IncomingMessage, ServerResponse } from 'node:http';
import { faceid } from '../provider/faceid/index.js';
import type { Credentials } from '../provider/port.js';
import { CallEndpoint } from './call-endpoint.js';
import { BILL_ACTION, BillEndpoint } from './faceid/bill-endpoint.js';
import { faceidDialect } from './faceid/dialect.js';
import { Tc3Check } from './faceid/signature-check.js';
import { ForeignCalls } from './foreign-calls.js';
import type { Ground } from './ground.js';
import { readBytes } from './request-body.js';
import { StatEndpoint } from './stat-endpoint.js';
import { AuthorizationCheck } from './youtu/authorization.js';
import { youtuDialect } from './youtu/dialect.js';

export interface Service {
  readonly calls: CallEndpoint;
  readonly foreign: ForeignCalls;
  /** How many questions about the counts were asked. */
  readonly queries: () => number;
  /** `wrong method`, `unknown`: no answer was sent. */
  route(request: IncomingMessage, response: ServerResponse): 'routed' | 'wrong method' | 'unknown';
}

export function serviceOf(provider: string, ground: Ground, accounts: readonly Credentials[]): Service {
  return provider === faceid.id ? faceidService(ground, accounts) : youtuService(ground, accounts);
}

function youtuService(ground: Ground, accounts: readonly Credentials[]): Service {
  const authorization = new AuthorizationCheck(accounts);
  const foreign = new ForeignCalls(ground.now);
  const calls = new CallEndpoint({ ...ground, dialect: youtuDialect(authorization) });
  const stat = new StatEndpoint(ground, authorization, foreign);
  return {
    calls,
    foreign,
    queries: () => stat.queries,
    route(request, response) {
      const url = request.url ?? '';
      if (url === '/auth/idcard') {
        if (request.method !== 'POST') return 'wrong method';
        calls.handle(request, response);
        return 'routed';
      }
      const [path = '', query = ''] = url.split('?', 2);
      if (`${request.method} ${path}` !== 'GET /verifyc/stat') return 'unknown';
      stat.handle(request, response, new URLSearchParams(query));
      return 'routed';
    },
  };
}

/** Calls and bill have the same address; a header tells which one is meant. */
function faceidService(ground: Ground, accounts: readonly Credentials[]): Service {
  const signatures = new Tc3Check(accounts);
  const foreign = new ForeignCalls(ground.now);
  const calls = new CallEndpoint({ ...ground, dialect: faceidDialect(signatures) });
  const bill = new BillEndpoint(ground, signatures, (settings) => foreign.entries(settings));
  return {
    calls,
    foreign,
    queries: () => bill.queries,
    route(request, response) {
      if (request.url !== '/') return 'unknown';
      if (request.headers['x-tc-action'] !== BILL_ACTION.action) calls.handle(request, response);
      else {
        readBytes(request, (bytes) => {
          bill.answer(request, response, bytes);
        });
      }
      return 'routed';
    },
  };
}
