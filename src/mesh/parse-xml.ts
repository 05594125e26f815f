import { SaxesParser, type SaxesTagNS } from 'saxes';
import { AppError } from '../contracts/errors.ts';

/** An element with its resolved namespace: `uri`, `local` and `attributes`. */
export type XmlTag = SaxesTagNS;

/** Hears of the parts of a document in their order. */
export interface XmlListener {
  open(tag: XmlTag): void;
  text?(text: string): void;
  close?(tag: XmlTag): void;
}

/** Every open element takes memory; documents of interest have about ten. */
const MAX_DEPTH = 100;

/** Encodings in which ASCII, all that matters in the documents of interest, is the same as in UTF-8. */
const CONTAINS_ASCII = /^(?:utf-8|(?:us-)?ascii|iso-8859-\d+|windows-125\d)$/i;

/** What is decoded and parsed at a time. */
const CHUNK_BYTES = 1 << 18;

/**
 * Parses UTF-8 XML. Nothing is looked up anywhere: documents with a DOCTYPE, which declares entities, are
 * refused, and so are those in an encoding that makes other text of the same bytes.
 *
 * @throws AppError INVALID_INPUT, whose message is a clause about the file, or whatever the listener throws.
 */
export function parseXml(bytes: Uint8Array, listener: XmlListener): void {
  let depth = 0;
  const parser = new SaxesParser({ xmlns: true });
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding !== undefined && !CONTAINS_ASCII.test(encoding)) {
      throw malformed('its XML is not in UTF-8');
    }
  });
  parser.on('doctype', () => {
    throw malformed('its XML has a DOCTYPE');
  });
  parser.on('error', error => {
    throw malformed('its XML is malformed', error);
  });
  parser.on('opentag', tag => {
    depth += 1;
    if (depth > MAX_DEPTH) throw malformed('its XML is nested too deep');
    listener.open(tag);
  });
  parser.on('text', text => listener.text?.(text));
  parser.on('closetag', tag => {
    depth -= 1;
    listener.close?.(tag);
  });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
      const chunk = bytes.subarray(at, at + CHUNK_BYTES);
      parser.write(decoder.decode(chunk, { stream: at + CHUNK_BYTES < bytes.length }));
    }
    parser.close();
  } catch (thrown) {
    throw thrown instanceof AppError ? thrown : malformed('its XML is malformed', thrown);
  }
}

function malformed(reason: string, cause?: unknown): AppError {
  return new AppError('INVALID_INPUT', reason, cause === undefined ? {} : { cause });
}
