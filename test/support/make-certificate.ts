import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TlsFiles } from '../../src/transports/http/tls-files.ts';

/** A certificate and its key, PEM. */
export interface TestPair {
  readonly cert: string;
  readonly key: string;
}

/** Whether this machine can make certificates. */
export const canMakeCertificates = spawnSync('openssl', ['version']).status === 0;

/** Makes a certificate for `localhost` that nobody but its owner signed. */
export function makeCertificate(commonName: string): TestPair {
  const { stdout, status } = spawnSync(
    'openssl',
    [
      'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -keyout - -out -'.split(' '),
      ['-subj', `/CN=${commonName}`, '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'],
    ].flat(),
    { encoding: 'utf8' },
  );
  const blocks = stdout.match(/-----BEGIN ([A-Z ]+)-----[\s\S]+?-----END \1-----\n/g) ?? [];
  const cert = blocks.find(block => block.includes('BEGIN CERTIFICATE'));
  const key = blocks.find(block => block.includes('PRIVATE KEY'));
  if (status !== 0 || cert === undefined || key === undefined) throw new Error('openssl made no certificate');
  return { cert, key };
}

/** Writes a pair into a folder. */
export function writePair(folder: string, { cert, key }: TestPair): TlsFiles {
  const files = { certFile: join(folder, 'cert.pem'), keyFile: join(folder, 'key.pem') };
  writeFileSync(files.certFile, cert);
  writeFileSync(files.keyFile, key);
  return files;
}
