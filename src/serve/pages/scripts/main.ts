// What browsers do with a page beyond showing it. Each part looks for its own marks in the page, and nothing works only with it: lists,
// batches, forms and downloads do without.

import { startDialogs } from './dialogs.js';
import { startLive } from './live-regions.js';
import { startSignInLink } from './sign-in-link.js';
import { startUpload } from './upload.js';

startSignInLink();
startDialogs();
startLive();
startUpload();
