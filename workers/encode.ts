import { AppError } from '../src/contracts/errors.ts';
import type { DrawSubject, EncodeJob } from '../src/contracts/mesh-protocol.ts';
import { splitParts } from '../src/mesh/split-parts.ts';
import { write3mf } from '../src/mesh/write-3mf.ts';
import { writeAmf } from '../src/mesh/write-amf.ts';
import { writeGlb } from '../src/mesh/write-glb.ts';
import { writeObj } from '../src/mesh/write-obj.ts';
import { writeOff } from '../src/mesh/write-off.ts';
import { writeBinaryStl } from '../src/mesh/write-stl.ts';

/**
 * Writes geometry in a format.
 *
 * @throws AppError UNSUPPORTED_FORMAT when the format does not hold this kind of model.
 */
export async function encodeSubject({ subject, format, title }: EncodeJob): Promise<Uint8Array> {
  if (format === 'pdf') {
    if (subject.kind !== '2d') throw mismatch(format, subject);
    // The library is large, and few models are drawings.
    const { writePdf } = await import('../src/mesh/write-pdf.ts');
    return writePdf(subject.outline, title);
  }
  if (subject.kind !== '3d') throw mismatch(format, subject);
  const { mesh } = subject;
  switch (format) {
    case 'stl':
      return writeBinaryStl(mesh);
    case 'off':
      return writeOff(mesh);
    case 'obj':
      return writeObj(splitParts(mesh, title.title));
    case 'amf':
      return writeAmf(splitParts(mesh, title.title), title);
    case '3mf':
      return write3mf(splitParts(mesh, title.title), title);
    case 'glb':
      return writeGlb(splitParts(mesh, title.title), title);
  }
}

function mismatch(format: string, { kind }: DrawSubject): AppError {
  return new AppError('UNSUPPORTED_FORMAT', `${format} does not hold ${kind.toUpperCase()} models.`);
}
