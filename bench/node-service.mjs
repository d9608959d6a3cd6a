// The service to be called where there is no nginx: the same answers from a plain Node server. Its argument is the port.

import { createServer } from 'node:http';
import { ANSWER, LATENCY_MS, SLOW_MS, SLOW_SHARE } from './service.mjs';

const server = createServer((request, response) => {
  const kind = request.url?.split('/')[1];
  const answer = () => {
    response.setHeader('content-type', 'application/json');
    response.end(ANSWER);
  };
  request.resume().once('end', () => {
    if (kind === 'fast') answer();
    else setTimeout(answer, kind === 'slow' && Math.random() < SLOW_SHARE ? SLOW_MS : LATENCY_MS);
  });
});
server.keepAliveTimeout = 3_600_000;
server.listen(Number(process.argv[2]), '127.0.0.1', 4096);
