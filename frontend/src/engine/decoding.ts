import { Bitmap } from './bitmap.ts';
import type { Size } from './camera.ts';
import { decodePacked } from './packed.ts';
import { decodePatch } from './patch.ts';
import type { Rect } from './rect.ts';

interface Packed extends Size {
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Bytes from the server that stand for many pixels, by kind. */
export interface Encoded {
  readonly patch: Packed;
  /** A mask's file as it is stored. */
  readonly mask: Packed;
  readonly photo: Blob;
}

/** What is made of each kind. */
export interface Decoded {
  /** Bytes of 0 or 1. */
  readonly patch: Uint8Array<ArrayBuffer>;
  /** Bytes of 0 or 1, and what a `Bitmap` wants to know of them. */
  readonly mask: {
    readonly data: Uint8Array<ArrayBuffer>;
    readonly area: number;
    readonly bounds: Rect;
  };
  /** The photo and smaller copies, each half as large as the one before. */
  readonly photo: readonly ImageBitmap[];
}

export type Kind = keyof Encoded;

type Decoders = { readonly [K in Kind]: (encoded: Encoded[K]) => Promise<Decoded[K]> };

/** The shorter side of the smallest copy is at most twice as long. */
const SMALLEST = 256;

/** All of them reject when the bytes are not what they should be. */
export const decoders: Decoders = {
  patch: ({ bytes, width, height }) => decodePatch(bytes, width, height),
  mask: async ({ bytes, width, height }) => {
    const data = await decodePacked(bytes, width, height);
    const { area, bounds } = new Bitmap(width, height, data);
    return { data, area, bounds };
  },
  photo: async (file) => {
    const copies = [await createImageBitmap(file)];
    for (let last = copies[0]!; Math.min(last.width, last.height) > SMALLEST * 2;) {
      last = await createImageBitmap(last, {
        resizeWidth: Math.ceil(last.width / 2),
        resizeHeight: Math.ceil(last.height / 2),
        resizeQuality: 'medium',
      });
      copies.push(last);
    }
    return copies;
  },
};

/** What moves to another thread instead of being copied. */
export function movable(decoded: Decoded[Kind]): Transferable[] {
  if (decoded instanceof Uint8Array) return [decoded.buffer];
  return 'data' in decoded ? [decoded.data.buffer] : [...decoded];
}
