import type { Bitmap } from './bitmap.ts';
import type { Rect } from './rect.ts';

/** What a click changed. */
export interface Flash {
  readonly rect: Rect;
  /** Per pixel of `rect`: 0 the same, 1 added, 2 removed. */
  readonly change: Uint8Array;
  readonly added: number;
  readonly removed: number;
}

/** Compares a mask with the new values of a rectangle. */
export function difference(before: Bitmap, rect: Rect, bits: Uint8Array): Flash {
  const change = before.read(rect);
  let added = 0;
  let removed = 0;
  for (let i = 0; i < change.length; i++) {
    const [was, is] = [change[i]!, bits[i]!];
    if (is > was) added++;
    else if (is < was) removed++;
    change[i] = is === was ? 0 : is > was ? 1 : 2;
  }
  return { rect, change, added, removed };
}
