// The English catalogue. Its type is what every catalogue has to have.

import type { Language } from '../language.js';
import { batches } from './batches.js';
import { commandLine } from './command-line.js';

export const en = { language: 'en' as Language, batches, commandLine };
