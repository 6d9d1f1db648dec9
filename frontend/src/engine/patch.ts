/** How changed pixels travel: rows of bits, each row padded to a byte, most significant bit first, zlib around it. */

/** Bytes of 0 or 1, width * height of them, row by row. `lead`: bytes in front of each row that are none of it. */
export function unpackBits(
  packed: Uint8Array,
  width: number,
  height: number,
  lead = 0,
): Uint8Array<ArrayBuffer> {
  const stride = lead + Math.ceil(width / 8);
  if (packed.length !== stride * height) {
    throw new RangeError(`${packed.length} bytes for a patch of ${width} × ${height}`);
  }
  const bits = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const [row, next] = [y * stride + lead, (y + 1) * stride];
    const [start, end] = [y * width, (y + 1) * width];
    for (let at = row; at < next; at++) {
      const byte = packed[at]!;
      // Outside an object and inside of it many bytes in a row are the same.
      if (byte === 0) continue;
      const out = start + (at - row) * 8;
      if (byte === 255) {
        while (at + 1 < next && packed[at + 1] === 255) at++;
        bits.fill(1, out, Math.min(end, start + (at + 1 - row) * 8));
      } else {
        const last = Math.min(8, end - out);
        for (let i = 0; i < last; i++) bits[out + i] = (byte >> (7 - i)) & 1;
      }
    }
  }
  return bits;
}

/**
 * The `length` bytes that are packed in zlib's way. Inside this process: a `Blob` or a `Response` would take the bytes to another
 * one and back. Rejects with a RangeError when it is another number of them, and as `DecompressionStream` does.
 */
export async function inflate(
  bytes: Uint8Array<ArrayBuffer>,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const { readable, writable } = new DecompressionStream('deflate');
  const writer = writable.getWriter();
  // What is wrong with the bytes is said to who reads.
  writer.write(bytes).catch(() => undefined);
  writer.close().catch(() => undefined);
  const whole = new Uint8Array(length);
  const reader = readable.getReader();
  for (let at = 0; ;) {
    const { done, value } = await reader.read();
    if (done && at === length) return whole;
    if (done || at + value.length > length) {
      throw new RangeError(`${at} bytes and more instead of ${length}`);
    }
    whole.set(value, at);
    at += value.length;
  }
}

/** The new values inside a rectangle of `width` × `height`, from their zlib bytes. */
export async function decodePatch(
  bytes: Uint8Array<ArrayBuffer>,
  width: number,
  height: number,
): Promise<Uint8Array<ArrayBuffer>> {
  if (width === 0 || height === 0) return new Uint8Array(0);
  return unpackBits(await inflate(bytes, Math.ceil(width / 8) * height), width, height);
}

export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let i = 0; i < characters.length; i++) bytes[i] = characters.charCodeAt(i);
  return bytes;
}

/** Splits a binary frame into the op_id that it answers and the zlib bytes of its patch. */
export function splitFrame(frame: ArrayBuffer): { opId: string; bytes: Uint8Array<ArrayBuffer> } {
  if (frame.byteLength < 16) throw new RangeError('a frame shorter than its op_id');
  const hex = Array.from(new Uint8Array(frame, 0, 16), (byte) =>
    byte.toString(16).padStart(2, '0'),
  );
  const text = hex.join('');
  const opId = [8, 12, 16, 20, 32]
    .map((end, i) => text.slice([0, 8, 12, 16, 20][i], end))
    .join('-');
  return { opId, bytes: new Uint8Array(frame, 16) };
}
