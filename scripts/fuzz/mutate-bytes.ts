import type { Dice } from '../dice.ts';

/** Bytes that mean something in many formats: ends, signs, counts, text that is not UTF-8. */
const BYTES = [0x00, 0x01, 0x0a, 0x20, 0x22, 0x2c, 0x30, 0x3c, 0x7b, 0x7f, 0x80, 0xc0, 0xfe, 0xff];

/** Bytes with a few of them changed, left out or repeated; the given ones stay as they are. */
export function mutateBytes(dice: Dice, given: Uint8Array): Uint8Array {
  let bytes: Uint8Array = Uint8Array.from(given);
  const times = dice.whole(1, 8);
  for (let time = 0; time < times && bytes.length > 0; time++) {
    const at = dice.whole(0, bytes.length - 1);
    const length = dice.whole(1, Math.max(1, bytes.length >> 2));
    switch (dice.whole(0, 4)) {
      case 0:
        bytes[at] = dice.pick(BYTES);
        break;
      case 1:
        bytes[at] ^= 1 << dice.whole(0, 7);
        break;
      case 2:
        bytes = bytes.slice(0, at);
        break;
      case 3:
        bytes = join(bytes.subarray(0, at), bytes.subarray(at + length));
        break;
      default:
        bytes = join(bytes.subarray(0, at + length), bytes.subarray(at));
    }
  }
  return bytes;
}

function join(first: Uint8Array, second: Uint8Array): Uint8Array {
  const joined = new Uint8Array(first.length + second.length);
  joined.set(first);
  joined.set(second, first.length);
  return joined;
}
