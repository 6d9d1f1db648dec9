import type { Size } from './camera.ts';
import { NOWHERE, unite, type Region } from './region.ts';

/** A picture cut into small pieces of one colour each. Every pixel belongs to one cell; ids run from 0. */
export class CellMap {
  readonly count: number;
  /** Left, top, right, bottom (inclusive) of each cell, in the map. */
  private readonly reach: Int32Array;
  /** For each column and row of the picture that of the map. */
  private readonly columns: Int32Array;
  private readonly rows: Int32Array;

  /** `ids`: one per pixel of the map, row by row, not copied. The map may be smaller than the picture. */
  constructor(
    readonly width: number,
    readonly height: number,
    private readonly ids: Uint32Array,
    private readonly map: Size = { width, height },
  ) {
    if (ids.length !== map.width * map.height) {
      throw new RangeError(`${ids.length} cells for a map of ${map.width} × ${map.height}`);
    }
    this.columns = sources(width, map.width);
    this.rows = sources(height, map.height);
    let most = -1;
    for (const id of ids) if (id > most) most = id;
    this.count = most + 1;
    this.reach = this.measure();
  }

  /** The cell at a pixel; null outside the picture. */
  at(x: number, y: number): number | null {
    const [column, row] = [Math.floor(x), Math.floor(y)];
    if (column < 0 || row < 0 || column >= this.width || row >= this.height) return null;
    return this.ids[this.rows[row]! * this.map.width + this.columns[column]!]!;
  }

  /** The pixels of some cells. */
  region(cells: Iterable<number>): Region {
    return unite(Array.from(cells, (id) => this.cell(id)));
  }

  private cell(id: number): Region {
    const [left, top, right, bottom] = this.reach.subarray(id * 4, id * 4 + 4);
    if (left === undefined || right! < left) return NOWHERE;
    const { columns, rows, ids } = this;
    const [x, y] = [columns.indexOf(left), rows.indexOf(top!)];
    const w = columns.lastIndexOf(right!) - x + 1;
    const h = rows.lastIndexOf(bottom!) - y + 1;
    const bits = new Uint8Array(w * h);
    for (let row = 0, out = 0; row < h; row++) {
      const start = rows[y + row]! * this.map.width;
      for (let column = x; column < x + w; column++, out++) {
        if (ids[start + columns[column]!] === id) bits[out] = 1;
      }
    }
    return { rect: { x, y, w, h }, bits };
  }

  private measure(): Int32Array {
    const { width, height } = this.map;
    const reach = new Int32Array(this.count * 4);
    for (let id = 0; id < this.count; id++) reach.set([width, height, -1, -1], id * 4);
    for (let y = 0, pixel = 0; y < height; y++) {
      for (let x = 0; x < width; x++, pixel++) {
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

/** For each of `long` pixels of a side the nearest of `short`, exactly as the server has it. */
function sources(long: number, short: number): Int32Array {
  return Int32Array.from({ length: long }, (_, i) =>
    Math.floor(((2 * i + 1) * short) / (2 * long)),
  );
}
