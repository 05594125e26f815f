import { describe, expect, it } from 'vitest';
import { mayReadOthers } from '../../../../../src/engine/native/prescan/scan-xml.ts';

const ENTITY = '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>';

describe('XML that may read other files', () => {
  it.each([
    ['an entity', Buffer.from(ENTITY)],
    ['a document type in small letters', Buffer.from('<!doctype svg><svg/>')],
    ['UTF-16', Buffer.from(ENTITY, 'utf16le')],
    ['UTF-7', Buffer.from('<?xml version="1.0" encoding="UTF-7"?>+ADw-svg/+AD4-')],
    ['EBCDIC', Buffer.from("<?xml version='1.0' encoding='cp037'?><svg/>")],
    ['a mark before the declaration', Buffer.from('\ufeff<?xml version="1.0" encoding="UTF-7"?>')],
    ['XInclude', Buffer.from('<svg><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="x"/></svg>')],
  ])('%s', (_, bytes) => {
    expect(mayReadOthers(bytes)).toBe(true);
  });

  it.each([
    '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0,0"/></svg>',
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?><svg/>',
    '\ufeff<?xml version="1.0" encoding="utf-8"?><amf unit="millimeter"/>',
  ])('is not %s', text => {
    expect(mayReadOthers(Buffer.from(text))).toBe(false);
  });
});
