// A certificate authority of the test's own, and a certificate by it for servers on loopback, made by openssl.

import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Paths of PEM files. */
export interface Certificate {
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
}

export function makeCertificate(directory: string): Certificate {
  const at = (name: string): string => join(directory, name);
  const openssl = (...args: string[]): void => {
    execFileSync('openssl', args, { stdio: 'pipe' });
  };
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const authority = ['-out', at('authority.pem'), '-keyout', at('authority.key')];
  openssl('req', '-x509', ...newKey, '-subj', '/CN=An authority', ...authority);
  openssl('req', ...newKey, '-subj', '/CN=redis', '-out', at('request.pem'), '-keyout', at('key.pem'));
  writeFileSync(at('names'), 'subjectAltName=IP:127.0.0.1');
  const signing = ['-CA', at('authority.pem'), '-CAkey', at('authority.key'), '-set_serial', '1'];
  const signed = ['-in', at('request.pem'), '-extfile', at('names'), '-out', at('cert.pem')];
  openssl('x509', '-req', ...signing, ...signed);
  return { authority: at('authority.pem'), certificate: at('cert.pem'), key: at('key.pem') };
}
