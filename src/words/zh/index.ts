// The Chinese catalogue.

import type { Words } from '../words.js';
import { batches } from './batches.js';
import { commandLine } from './command-line.js';

export const zh: Words = { language: 'zh', batches, commandLine };
