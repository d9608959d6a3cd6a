// The Chinese catalogue.

import type { Words } from '../words.js';
import { batches } from './batches.js';
import { commandLine } from './command-line.js';
import { faults } from './faults.js';
import { privateRedis } from './private-redis.js';
import { redis } from './redis.js';
import { redisTroubles } from './redis-troubles.js';
import { remedies } from './remedies.js';
import { service } from './service.js';
import { settings } from './settings.js';
import { tampering } from './tampering.js';

export const zh: Words = {
  language: 'zh',
  batches,
  commandLine,
  faults,
  privateRedis,
  redis,
  redisTroubles,
  remedies,
  service,
  settings,
  tampering,
};
