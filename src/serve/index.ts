// What the command line takes of the interface.

export { startDemo, type Demo } from './demo.js';
export { readTls } from './read-tls.js';
export { serve, type Served, type ServeOptions } from './serve.js';
