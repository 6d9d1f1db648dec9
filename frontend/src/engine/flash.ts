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
  const rows = new Rows(before, rect, bits);
  let [added, removed] = [0, 0];
  let [left, right, top, bottom] = [rect.w, -1, rect.h, -1];
  for (let y = 0; y < rect.h; y++) {
    const [first, last] = rows.differing(y);
    if (first < 0) continue;
    added += rows.added;
    removed += rows.removed;
    top = Math.min(top, y);
    bottom = y;
    left = Math.min(left, first);
    right = Math.max(right, last);
  }
  if (right < 0) return { rect: EMPTY, change: new Uint8Array(0), added, removed };
  const [w, h] = [right - left + 1, bottom - top + 1];
  const change = new Uint8Array(w * h);
  for (let y = 0; y < h; y++) rows.mark(top + y, left, change.subarray(y * w, (y + 1) * w));
  return { rect: { x: rect.x + left, y: rect.y + top, w, h }, change, added, removed };
}

/** The rows of a rectangle before and after, four pixels at a time: a mask may have a hundred million. */
class Rows {
  /** Of the row that was compared last. */
  added = 0;
  removed = 0;
  private readonly was: Words;
  private readonly is: Words;

  constructor(
    private readonly before: Bitmap,
    private readonly rect: Rect,
    private readonly bits: Uint8Array,
  ) {
    this.was = new Words(rect.w);
    this.is = new Words(rect.w);
  }

  /** The first and the last pixel of row `y` that differ; [-1, -1]: none does. */
  differing(y: number): readonly [number, number] {
    this.load(y);
    const [was, is] = [this.was.words, this.is.words];
    let [first, last] = [-1, -1];
    this.added = this.removed = 0;
    for (let i = 0; i < was.length; i++) {
      const old = was[i]!;
      const now = is[i]!;
      if (old === now) continue;
      this.added += ones(now & ~old);
      this.removed += ones(old & ~now);
      if (first < 0) first = i;
      last = i;
    }
    if (first < 0) return [-1, -1];
    const differs = (x: number): boolean => this.was.bytes[x] !== this.is.bytes[x];
    let [from, to] = [first * 4, Math.min(last * 4 + 3, this.rect.w - 1)];
    while (!differs(from)) from++;
    while (!differs(to)) to--;
    return [from, to];
  }

  /** Writes how the pixels of row `y` from `x` on change: 0 not, 1 added, 2 removed. */
  mark(y: number, x: number, out: Uint8Array): void {
    this.load(y);
    const [was, is] = [this.was.words, this.is.words];
    for (let i = 0; i < was.length; i++) {
      const old = was[i]!;
      const now = is[i]!;
      was[i] = old === now ? 0 : (now & ~old) | ((old & ~now) << 1);
    }
    out.set(this.was.bytes.subarray(x, x + out.length));
  }

  private load(y: number): void {
    const { before, rect, bits } = this;
    const start = (rect.y + y) * before.width + rect.x;
    this.was.bytes.set(before.data.subarray(start, start + rect.w));
    this.is.bytes.set(bits.subarray(y * rect.w, (y + 1) * rect.w));
  }
}
