import type { Bitmap } from './bitmap.ts';
import { EMPTY, type Rect } from './rect.ts';

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
  const change = before.read(rect);
  let [added, removed] = [0, 0];
  let [left, right, top, bottom] = [rect.w, -1, rect.h, -1];
  for (let y = 0, i = 0; y < rect.h; y++) {
    for (let x = 0; x < rect.w; x++, i++) {
      const [was, is] = [change[i]!, bits[i]!];
      change[i] = is === was ? 0 : is > was ? 1 : 2;
      if (is === was) continue;
      if (is > was) added++;
      else removed++;
      if (x < left) left = x;
      if (x > right) right = x;
      if (top > y) top = y;
      bottom = y;
    }
  }
  if (right < 0) return { rect: EMPTY, change: new Uint8Array(0), added, removed };
  const [w, h] = [right - left + 1, bottom - top + 1];
  const tight = new Uint8Array(w * h);
  for (let row = 0; row < h; row++) {
    const from = (top + row) * rect.w + left;
    tight.set(change.subarray(from, from + w), row * w);
  }
  return { rect: { x: rect.x + left, y: rect.y + top, w, h }, change: tight, added, removed };
}
