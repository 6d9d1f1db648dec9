import { EMPTY, isEmpty, union, type Rect } from './rect.ts';

/** Some pixels of an image: those marked 1 inside a rectangle. */
export interface Region {
  readonly rect: Rect;
  /** rect.w * rect.h bytes of 0 or 1, row by row. */
  readonly bits: Uint8Array;
}

export const NOWHERE: Region = { rect: EMPTY, bits: new Uint8Array(0) };

/** The pixels of all of them. */
export function unite(regions: readonly Region[]): Region {
  if (regions.length === 1) return regions[0]!;
  const rect = regions.reduce((sum, region) => union(sum, region.rect), EMPTY);
  if (isEmpty(rect)) return NOWHERE;
  const bits = new Uint8Array(rect.w * rect.h);
  for (const { rect: part, bits: marked } of regions) {
    for (let row = 0, from = 0; row < part.h; row++) {
      let at = (part.y - rect.y + row) * rect.w + part.x - rect.x;
      for (const end = at + part.w; at < end; at++, from++) if (marked[from] === 1) bits[at] = 1;
    }
  }
  return { rect, bits };
}

/** Number of pixels. */
export function countOf({ bits }: Region): number {
  let count = 0;
  for (const bit of bits) count += bit;
  return count;
}
