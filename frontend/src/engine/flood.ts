import { NOWHERE, type Region } from './region.ts';

/** Pixels as ImageData holds them: four bytes each, row by row. */
export interface Pixels {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/**
 * The connected piece (up, down, left, right) around a pixel whose colours differ from that pixel's by at most
 * `tolerance` in every channel.
 */
export function flood(pixels: Pixels, x: number, y: number, tolerance: number): Region {
  const { data, width, height } = pixels;
  if (x < 0 || y < 0 || x >= width || y >= height) return NOWHERE;
  const seed = (y * width + x) * 4;
  const [red, green, blue] = [data[seed]!, data[seed + 1]!, data[seed + 2]!];
  const like = (pixel: number): boolean => {
    const at = pixel * 4;
    return (
      Math.abs(data[at]! - red) <= tolerance &&
      Math.abs(data[at + 1]! - green) <= tolerance &&
      Math.abs(data[at + 2]! - blue) <= tolerance
    );
  };
  const marked = new Uint8Array(width * height);
  const runs = [y * width + x];
  let [left, right, top, bottom] = [x, x, y, y];
  for (let next = runs.pop(); next !== undefined; next = runs.pop()) {
    if (marked[next] === 1) continue;
    const row = Math.floor(next / width);
    const start = row * width;
    let from = next;
    while (from > start && marked[from - 1] === 0 && like(from - 1)) from--;
    let to = next;
    while (to + 1 < start + width && marked[to + 1] === 0 && like(to + 1)) to++;
    marked.fill(1, from, to + 1);
    left = Math.min(left, from - start);
    right = Math.max(right, to - start);
    top = Math.min(top, row);
    bottom = Math.max(bottom, row);
    for (const other of [row - 1, row + 1]) {
      if (other < 0 || other >= height) continue;
      const shift = (other - row) * width;
      let open = false;
      for (let at = from + shift; at <= to + shift; at++) {
        const wanted = marked[at] === 0 && like(at);
        if (wanted && !open) runs.push(at);
        open = wanted;
      }
    }
  }
  const rect = { x: left, y: top, w: right - left + 1, h: bottom - top + 1 };
  const bits = new Uint8Array(rect.w * rect.h);
  for (let row = 0; row < rect.h; row++) {
    const start = (top + row) * width + left;
    bits.set(marked.subarray(start, start + rect.w), row * rect.w);
  }
  return { rect, bits };
}
