/** Encodings in which what is looked for is spelt with the bytes of ASCII. */
const PLAIN_ENCODINGS = /^(?:utf-8|us-ascii|ascii|iso-8859-\d{1,2}|windows-125\d)$/i;

const DECLARED_ENCODING = /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([^"']*)["']/;

const DANGERS = /<!\s*(?:DOCTYPE|ENTITY)|<\?xml-stylesheet|<(?:\w+:)?include\b[^>]*XInclude/i;

/**
 * Whether an XML file declares a document type or entities, by which it can read other files, or is written so that
 * this cannot be seen.
 */
export function mayReadOthers(bytes: Uint8Array): boolean {
  // UTF-16 and UTF-32, with a mark or without.
  if (bytes.includes(0)) return true;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const encoding = DECLARED_ENCODING.exec(text.replace(/^\xef\xbb\xbf/, ''))?.[1];
  if (encoding !== undefined && !PLAIN_ENCODINGS.test(encoding)) return true;
  return DANGERS.test(text);
}
