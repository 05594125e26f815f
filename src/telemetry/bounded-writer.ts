import type { Writable } from 'node:stream';

/** Where finished log records go. */
export interface RecordWriter {
  write(record: string): void;
}

/**
 * Writes records to a stream that nobody may be reading. What it has not taken yet is bounded: records
 * beyond that are dropped, and counted in a record of their own once there is room again. A stream that
 * breaks takes no more records and harms nobody.
 *
 * @param maxWaitingBytes bound on what waits for a slow reader.
 * @param describeLoss makes the record that tells of dropped ones.
 */
export function writeBounded(
  stream: Writable,
  maxWaitingBytes: number,
  describeLoss: (dropped: number) => string,
): RecordWriter {
  let broken = false;
  let dropped = 0;
  stream.on('error', () => {
    broken = true;
  });
  return {
    write(record) {
      if (broken) return;
      if (stream.writableLength > maxWaitingBytes) {
        dropped += 1;
        return;
      }
      if (dropped > 0) stream.write(describeLoss(dropped));
      dropped = 0;
      stream.write(record);
    },
  };
}
