import { EMPTY, intersect, isEmpty, union, type Rect } from './rect.ts';

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

  /** `data`, when given, holds width * height bytes of 0 or 1 and is not copied. */
  constructor(width: number, height: number, data?: Uint8Array) {
    if (data && data.length !== width * height) {
      throw new RangeError(`${data.length} bytes for a mask of ${width} × ${height}`);
    }
    this.width = width;
    this.height = height;
    this.data = data ?? new Uint8Array(width * height);
    if (data) this.measure();
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

  at(x: number, y: number): boolean {
    return (
      x >= 0 && y >= 0 && x < this.width && y < this.height && this.data[y * this.width + x] === 1
    );
  }

  /** Sets the pixels of `rect` to `bits` (rect.w * rect.h bytes of 0 or 1) and counts what changed. */
  write(rect: Rect, bits: Uint8Array): Difference {
    return this.merge(rect, (row, column) => bits[row * rect.w + column]!);
  }

  /** Copies the pixels of `rect` from a mask of the same size. */
  copy(from: Bitmap, rect: Rect = this.rect): Difference {
    const area = intersect(rect, this.rect);
    return this.merge(
      area,
      (row, column) => from.data[(area.y + row) * from.width + area.x + column]!,
    );
  }

  /** Sets every pixel marked 1 in `bits` to `value`, and leaves the others. */
  paint(rect: Rect, bits: Uint8Array, value: 0 | 1): Difference {
    return this.merge(rect, (row, column, before) =>
      bits[row * rect.w + column] === 1 ? value : before,
    );
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
    return new Bitmap(this.width, this.height, this.data.slice());
  }

  private merge(
    rect: Rect,
    value: (row: number, column: number, before: number) => number,
  ): Difference {
    const { width, data } = this;
    if (isEmpty(rect)) return { added: 0, removed: 0 };
    if (rect.x < 0 || rect.y < 0 || rect.x + rect.w > width || rect.y + rect.h > this.height) {
      throw new RangeError('a change outside the mask');
    }
    let added = 0;
    let removed = 0;
    for (let row = 0; row < rect.h; row++) {
      let at = (rect.y + row) * width + rect.x;
      for (let column = 0; column < rect.w; column++, at++) {
        const before = data[at]!;
        const after = value(row, column, before);
        if (after === before) continue;
        data[at] = after;
        if (after === 1) added++;
        else removed++;
      }
    }
    this.count += added - removed;
    if (added > 0) this.extent = this.count === added ? rect : union(this.extent, rect);
    return { added, removed };
  }

  private measure(): void {
    const { data, width, height } = this;
    let count = 0;
    let left = width;
    let right = -1;
    let top = height;
    let bottom = -1;
    for (let y = 0, at = 0; y < height; y++) {
      for (let x = 0; x < width; x++, at++) {
        if (data[at] !== 1) continue;
        count++;
        if (x < left) left = x;
        if (x > right) right = x;
        if (top > y) top = y;
        bottom = y;
      }
    }
    this.count = count;
    this.extent = count ? { x: left, y: top, w: right - left + 1, h: bottom - top + 1 } : EMPTY;
  }
}
