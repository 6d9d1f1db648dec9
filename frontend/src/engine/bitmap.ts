import { EMPTY, intersect, isEmpty, union, type Rect } from './rect.ts';
import { ones, Words } from './byte-words.ts';

export interface Difference {
  readonly added: number;
  readonly removed: number;
}

/** A mask: one byte a pixel, row by row, 0 = background, 1 = object. Keeps its area up to date. */
export class Bitmap {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
  private count = 0;
  private extent: Rect = EMPTY;

  /** `data`, when given, holds width * height bytes of 0 or 1 and is not copied; `known`: what another mask of it says. */
  constructor(
    width: number,
    height: number,
    data?: Uint8Array,
    known?: { readonly area: number; readonly bounds: Rect },
  ) {
    if (data && data.length !== width * height) {
      throw new RangeError(`${data.length} bytes for a mask of ${width} × ${height}`);
    }
    this.width = width;
    this.height = height;
    this.data = data ?? new Uint8Array(width * height);
    if (known) {
      this.count = known.area;
      this.extent = known.bounds;
    } else if (data) this.measure();
  }

  get rect(): Rect {
    return { x: 0, y: 0, w: this.width, h: this.height };
  }

  /** Number of object pixels. */
  get area(): number {
    return this.count;
  }

  /** A rectangle that holds every object pixel; it may be larger than needed after removals. */
  get bounds(): Rect {
    return this.count === 0 ? EMPTY : this.extent;
  }

  /** The smallest rectangle that holds every object pixel; looks at the pixels inside `bounds`. */
  tightBounds(): Rect {
    if (this.count > 0) this.extent = this.tight(this.extent);
    return this.bounds;
  }

  at(x: number, y: number): boolean {
    return (
      x >= 0 && y >= 0 && x < this.width && y < this.height && this.data[y * this.width + x] === 1
    );
  }

  /** Sets the pixels of `rect` to `bits` (rect.w * rect.h bytes of 0 or 1) and counts what changed. */
  write(rect: Rect, bits: Uint8Array): Difference {
    return this.replace(rect, bits, 0, rect.w);
  }

  /** Copies the pixels of `rect` from a mask of the same size. */
  copy(from: Bitmap, rect: Rect = this.rect): Difference {
    const area = intersect(rect, this.rect);
    return this.replace(area, from.data, area.y * from.width + area.x, from.width);
  }

  /** Sets every pixel marked 1 in `bits` to `value`, and leaves the others. */
  paint(rect: Rect, bits: Uint8Array, value: 0 | 1): Difference {
    this.check(rect);
    const { data, width } = this;
    let changed = 0;
    for (let row = 0; row < rect.h; row++) {
      let at = (rect.y + row) * width + rect.x;
      let bit = row * rect.w;
      for (const end = bit + rect.w; bit < end; bit++, at++) {
        if (bits[bit] === 1 && data[at] !== value) {
          data[at] = value;
          changed++;
        }
      }
    }
    return this.account(rect, value === 1 ? changed : 0, value === 1 ? 0 : changed);
  }

  /** The pixels of `rect`, row by row. */
  read(rect: Rect): Uint8Array {
    const out = new Uint8Array(rect.w * rect.h);
    for (let row = 0; row < rect.h; row++) {
      const start = (rect.y + row) * this.width + rect.x;
      out.set(this.data.subarray(start, start + rect.w), row * rect.w);
    }
    return out;
  }

  clone(): Bitmap {
    const twin = new Bitmap(this.width, this.height);
    twin.data.set(this.data);
    twin.count = this.count;
    twin.extent = this.extent;
    return twin;
  }

  /** Takes the values of `rect` from `source`, whose rows begin at `start` and lie `stride` apart. */
  private replace(rect: Rect, source: Uint8Array, start: number, stride: number): Difference {
    this.check(rect);
    const { data, width } = this;
    const [before, after] = [new Words(rect.w), new Words(rect.w)];
    let added = 0;
    let removed = 0;
    for (let row = 0; row < rect.h; row++) {
      const at = (rect.y + row) * width + rect.x;
      const from = start + row * stride;
      before.bytes.set(data.subarray(at, at + rect.w));
      after.bytes.set(source.subarray(from, from + rect.w));
      for (let i = 0; i < before.words.length; i++) {
        const was = before.words[i]!;
        const is = after.words[i]!;
        if (was === is) continue;
        added += ones(is & ~was);
        removed += ones(was & ~is);
      }
      data.set(after.bytes, at);
    }
    return this.account(rect, added, removed);
  }

  private check(rect: Rect): void {
    if (isEmpty(rect)) return;
    if (rect.x < 0 || rect.y < 0 || rect.x + rect.w > this.width || rect.y + rect.h > this.height) {
      throw new RangeError('a change outside the mask');
    }
  }

  private account(rect: Rect, added: number, removed: number): Difference {
    this.count += added - removed;
    if (added > 0) this.extent = this.count === added ? rect : union(this.extent, rect);
    return { added, removed };
  }

  private measure(): void {
    const { data, width } = this;
    const { x, y, w, h } = (this.extent = this.tight(this.rect));
    for (let row = y; row < y + h; row++) {
      const start = row * width + x;
      for (let at = start; at < start + w; at++) this.count += data[at]!;
    }
  }

  /** The smallest rectangle around the object pixels inside `from`; empty where there are none. */
  private tight(from: Rect): Rect {
    let left = from.x + from.w;
    let right = -1;
    let top = -1;
    let bottom = -1;
    for (let y = from.y; y < from.y + from.h; y++) {
      const row = this.data.subarray(y * this.width + from.x, y * this.width + from.x + from.w);
      const first = row.indexOf(1);
      if (first < 0) continue;
      if (top < 0) top = y;
      bottom = y;
      left = Math.min(left, from.x + first);
      right = Math.max(right, from.x + row.lastIndexOf(1));
    }
    return right < 0 ? EMPTY : { x: left, y: top, w: right - left + 1, h: bottom - top + 1 };
  }
}
