// What the command line takes of the interface.

export { startDemo } from './demo.js';
export { readTls } from './read-tls.js';
export { serve } from './serve.js';
