import type { ImageItem } from '../../api/types.ts';

export const MARGIN = 12;
export const GAP = 8;
export const CAPTION = 26;

const SHAPES = [1, 4 / 5, 3 / 4, 4 / 3];

/** Width to height of every cell of a dataset: the median photo, snapped to 1:1, 4:5, 3:4 or 4:3. */
export function cellShape(images: readonly Pick<ImageItem, 'width' | 'height'>[]): number {
  if (images.length === 0) return 1;
  const shapes = images.map((i) => i.width / i.height).sort((a, b) => a - b);
  const median = shapes[Math.floor(shapes.length / 2)] ?? 1;
  const distance = (shape: number): number => Math.abs(Math.log(shape / median));
  return SHAPES.reduce((best, shape) => (distance(shape) < distance(best) ? shape : best));
}

export interface Layout {
  columns: number;
  cell: number;
  photo: number;
  row: number;
}

/** Cells fill the row; all numbers in CSS pixels. */
export function layout(width: number, columns: number, shape: number): Layout {
  const cell = Math.max(40, Math.floor((width - 2 * MARGIN - (columns - 1) * GAP) / columns));
  const photo = Math.round(cell / shape);
  return { columns, cell, photo, row: photo + CAPTION + GAP };
}

/** How many columns the slider allows at a width; 5 to 14 at 1440. */
export function columnRange(width: number): { min: number; max: number; start: number } {
  const min = Math.max(2, Math.round(width / 288));
  const max = Math.max(min + 2, Math.round(width / 103));
  return { min, max, start: Math.min(max, Math.max(min, Math.round(width / 180))) };
}

/** The smallest stored thumbnail that is sharp in a cell. */
export function thumbSize(cell: number, density: number): 256 | 512 {
  return cell * density > 280 ? 512 : 256;
}
