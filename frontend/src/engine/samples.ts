import type { Bitmap } from './bitmap.ts';
import { contains, intersect, isEmpty, type Rect } from './rect.ts';

/** Samples beyond what is asked for on every side, so that a mask can grow for a while before all is looked at again. */
const ROOM = 64;

/**
 * A part of a mask, no finer than the screen: one byte a sample, 0 or 1, with a frame of zeros around them. It is kept
 * up with the mask by looking only at what changed.
 */
export class Samples {
  /** Rows of `stride` bytes, a multiple of four; the first sample is the second of the second row. */
  readonly cells: Uint8Array;
  readonly stride: number;
  /** Image pixels per sample; a little off the step, so that the samples end where the picture ends. */
  readonly perSample: { readonly x: number; readonly y: number };
  /** What is sampled, counted in samples of the whole picture. */
  readonly area: Rect;
  /** For each row of `cells` those that have an outline along their upper side. */
  readonly tops: number[][];
  private readonly columns: Int32Array;
  private readonly words: Uint32Array;
  private readonly walked: Uint8Array;

  /** Samples `region` (image pixels) of the mask at least, one for every `step` pixels. */
  constructor(
    readonly mask: Bitmap,
    region: Rect,
    step: number,
  ) {
    const { width, height } = mask;
    const all = {
      x: 0,
      y: 0,
      w: Math.max(1, Math.round(width / step)),
      h: Math.max(1, Math.round(height / step)),
    };
    this.perSample = { x: width / all.w, y: height / all.h };
    const { x, y, w, h } = this.samplesOf(region);
    const roomy = { x: x - ROOM, y: y - ROOM, w: w + 2 * ROOM, h: h + 2 * ROOM };
    this.area = isEmpty(region) ? { x: 0, y: 0, w: 0, h: 0 } : intersect(roomy, all);
    this.columns = Int32Array.from({ length: this.area.w }, (_, i) =>
      Math.floor((this.area.x + i + 0.5) * this.perSample.x),
    );
    this.stride = Math.ceil((this.area.w + 2) / 4) * 4;
    this.cells = new Uint8Array(this.stride * (this.area.h + 2));
    this.words = new Uint32Array(this.cells.buffer);
    this.walked = new Uint8Array(this.cells.length);
    this.tops = Array.from({ length: this.area.h + 2 }, () => []);
    this.look(this.area);
  }

  /** Whether every pixel of `region` is sampled. */
  covers(region: Rect): boolean {
    return isEmpty(region) || contains(this.area, this.samplesOf(region));
  }

  /** The mask is different inside `rect` (image pixels). */
  update(rect: Rect): void {
    const samples = intersect(this.samplesOf(rect), this.area);
    if (!isEmpty(samples)) this.look(samples);
  }

  /** A byte for each of `cells`, all 0, for who walks over them; the same ones every time. */
  unwalked(): Uint8Array {
    return this.walked.fill(0);
  }

  private samplesOf({ x, y, w, h }: Rect): Rect {
    const { x: sx, y: sy } = this.perSample;
    const [left, top] = [Math.floor(x / sx), Math.floor(y / sy)];
    return { x: left, y: top, w: Math.ceil((x + w) / sx) - left, h: Math.ceil((y + h) / sy) - top };
  }

  private look({ x, y, w, h }: Rect): void {
    const { mask, cells, stride, area, columns, perSample } = this;
    const from = x - area.x;
    for (let row = y; row < y + h; row++) {
      const source = Math.floor((row + 0.5) * perSample.y) * mask.width;
      let at = (row - area.y + 1) * stride + from + 1;
      if (perSample.x === 1) {
        cells.set(mask.data.subarray(source + x, source + x + w), at);
      } else {
        for (let i = from; i < from + w; i++, at++) cells[at] = mask.data[source + columns[i]!]!;
      }
    }
    // A row that changed has other sides to itself and to the one below.
    for (let row = y; row <= y + h; row++)
      this.tops[row - area.y + 1] = this.topsOf(row - area.y + 1);
  }

  private topsOf(row: number): number[] {
    const { cells, words, stride } = this;
    const found: number[] = [];
    const above = stride / 4;
    for (let word = row * above; word < (row + 1) * above; word++) {
      // Four samples at a time: few have an outline along their upper side.
      if ((words[word]! & ~words[word - above]!) === 0) continue;
      for (let at = word * 4; at < word * 4 + 4; at++) {
        if (cells[at] === 1 && cells[at - stride] === 0) found.push(at);
      }
    }
    return found;
  }
}
