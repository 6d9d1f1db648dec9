import type { Bitmap } from './bitmap.ts';
import { EMPTY, type Rect } from './rect.ts';
import { ones, Words } from './byte-words.ts';

/** What a click changed. */
export interface Flash {
  /** The smallest rectangle around all that changed. */
  readonly rect: Rect;
  /** Per pixel of `rect`: 0 the same, 1 added, 2 removed. */
  readonly change: Uint8Array;
  readonly added: number;
  readonly removed: number;
}

/** Compares a mask with the new values of a rectangle. */
export function difference(before: Bitmap, rect: Rect, bits: Uint8Array): Flash {
  const was = Words.of(before.read(rect));
  const is = Words.of(bits);
  let [added, removed] = [0, 0];
  for (let i = 0; i < was.words.length; i++) {
    const old = was.words[i]!;
    const now = is.words[i]!;
    was.words[i] = 0;
    if (old === now) continue;
    const more = now & ~old;
    const less = old & ~now;
    added += ones(more);
    removed += ones(less);
    was.words[i] = more | (less << 1);
  }
  if (added + removed === 0) return { rect: EMPTY, change: new Uint8Array(0), added, removed };
  const change = was.bytes;
  const { x, y, w, h } = around(change, rect.w);
  const tight = new Uint8Array(w * h);
  for (let row = 0; row < h; row++) {
    const from = (y + row) * rect.w + x;
    tight.set(change.subarray(from, from + w), row * w);
  }
  return { rect: { x: rect.x + x, y: rect.y + y, w, h }, change: tight, added, removed };
}

/** The smallest rectangle around what is not 0, of which there is some; rows of `width` bytes. */
function around(bytes: Uint8Array, width: number): Rect {
  let [first, last] = [0, bytes.length - 1];
  while (bytes[first] === 0) first++;
  while (bytes[last] === 0) last--;
  const [top, bottom] = [Math.floor(first / width), Math.floor(last / width)];
  let [left, right] = [width - 1, 0];
  for (let start = top * width; start <= bottom * width; start += width) {
    for (let x = 0; x < left; x++) if (bytes[start + x] !== 0) left = x;
    for (let x = width - 1; x > right; x--) if (bytes[start + x] !== 0) right = x;
  }
  return { x: left, y: top, w: right - left + 1, h: bottom - top + 1 };
}
