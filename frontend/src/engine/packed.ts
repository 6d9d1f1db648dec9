import { inflate, unpackBits } from './patch.ts';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Width, height, then: 1 bit, grey, the only way to pack, the only filters, not interlaced. */
const ONE_BIT_GREY = [1, 0, 0, 0, 0];

/**
 * The bytes of 0 or 1, width * height of them, of a mask as it is stored: a PNG of 1 bit a pixel whose rows are not filtered. A
 * browser would make four bytes of each pixel on the way. Throws a RangeError when the file is another one.
 */
export async function decodePacked(
  file: Uint8Array<ArrayBuffer>,
  width: number,
  height: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (file.length < 33 || SIGNATURE.some((byte, i) => file[i] !== byte)) {
    throw new RangeError('not a PNG file');
  }
  if (view.getUint32(16) !== width || view.getUint32(20) !== height) {
    throw new RangeError(`a mask of another size than ${width} × ${height}`);
  }
  if (ONE_BIT_GREY.some((byte, i) => file[24 + i] !== byte)) {
    throw new RangeError('a PNG that is not of 1 bit a pixel');
  }
  const stride = 1 + Math.ceil(width / 8);
  const rows = await inflate(body(file, view), stride * height);
  for (let at = 0; at < rows.length; at += stride) {
    if (rows[at] !== 0) throw new RangeError('a PNG with filtered rows');
  }
  return unpackBits(rows, width, height, 1);
}

/** What the file's IDAT chunks hold. */
function body(file: Uint8Array<ArrayBuffer>, view: DataView): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let at = SIGNATURE.length; at + 12 <= file.length;) {
    const length = view.getUint32(at);
    const kind = String.fromCharCode(...file.subarray(at + 4, at + 8));
    if (kind === 'IDAT') parts.push(file.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  if (parts.length === 1) return parts[0]!;
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
