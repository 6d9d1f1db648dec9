import { NOWHERE, unite, type Region } from './region.ts';

/** A picture cut into small pieces of one colour each. Every pixel belongs to one cell; ids run from 0. */
export class CellMap {
  readonly count: number;
  /** Left, top, right, bottom (inclusive) of each cell. */
  private readonly reach: Int32Array;

  /** `ids`: one per pixel, row by row; not copied. */
  constructor(
    readonly width: number,
    readonly height: number,
    private readonly ids: Uint32Array,
  ) {
    if (ids.length !== width * height) {
      throw new RangeError(`${ids.length} cells for a picture of ${width} × ${height}`);
    }
    let most = -1;
    for (const id of ids) if (id > most) most = id;
    this.count = most + 1;
    this.reach = this.measure();
  }

  /** The cell at a pixel; null outside the picture. */
  at(x: number, y: number): number | null {
    const [column, row] = [Math.floor(x), Math.floor(y)];
    if (column < 0 || row < 0 || column >= this.width || row >= this.height) return null;
    return this.ids[row * this.width + column]!;
  }

  /** The pixels of some cells. */
  region(cells: Iterable<number>): Region {
    return unite(Array.from(cells, (id) => this.cell(id)));
  }

  private cell(id: number): Region {
    const [left, top, right, bottom] = this.reach.subarray(id * 4, id * 4 + 4);
    if (left === undefined || right! < left) return NOWHERE;
    const rect = { x: left, y: top!, w: right! - left + 1, h: bottom! - top! + 1 };
    const bits = new Uint8Array(rect.w * rect.h);
    for (let row = 0, out = 0; row < rect.h; row++) {
      let at = (rect.y + row) * this.width + rect.x;
      for (const end = at + rect.w; at < end; at++, out++) if (this.ids[at] === id) bits[out] = 1;
    }
    return { rect, bits };
  }

  private measure(): Int32Array {
    const reach = new Int32Array(this.count * 4);
    for (let id = 0; id < this.count; id++) reach.set([this.width, this.height, -1, -1], id * 4);
    for (let y = 0, pixel = 0; y < this.height; y++) {
      for (let x = 0; x < this.width; x++, pixel++) {
        const at = this.ids[pixel]! * 4;
        if (x < reach[at]!) reach[at] = x;
        if (y < reach[at + 1]!) reach[at + 1] = y;
        if (x > reach[at + 2]!) reach[at + 2] = x;
        if (y > reach[at + 3]!) reach[at + 3] = y;
      }
    }
    return reach;
  }
}
