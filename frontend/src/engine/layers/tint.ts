import { parseHex } from '../colour.ts';
import type { Flash } from '../flash.ts';
import { isEmpty, type Rect } from '../rect.ts';
import type { Region } from '../region.ts';
import { inImage, type Frame } from './frame.ts';

export const ADDED = '#22c55e';
export const REMOVED = '#ef4444';
const STRENGTH = 0.62;
const MOST_SAMPLES = 1_000_000;

/** Pixels that change or would change, as a small picture in green and red. */
export class Tint {
  private canvas: OffscreenCanvas | null = null;

  constructor(private readonly flash: Pick<Flash, 'rect' | 'change'>) {}

  /** The pixels of a region in the colour of adding or removing. */
  static of({ rect, bits }: Region, positive: boolean): Tint {
    return new Tint({ rect, change: positive ? bits : bits.map((bit) => bit * 2) });
  }

  /** `strength` 1 = full, 0 = gone. `rect`: another place for it in image pixels. */
  draw(frame: Frame, strength: number, rect: Rect = this.flash.rect): void {
    if (isEmpty(rect)) return;
    const { context } = frame;
    inImage(frame);
    context.globalAlpha = STRENGTH * strength;
    context.imageSmoothingEnabled = false;
    context.drawImage((this.canvas ??= pictureOf(this.flash)), rect.x, rect.y, rect.w, rect.h);
    context.globalAlpha = 1;
  }
}

function pictureOf({ rect, change }: Pick<Flash, 'rect' | 'change'>): OffscreenCanvas {
  const step = Math.max(1, Math.sqrt((rect.w * rect.h) / MOST_SAMPLES));
  const width = Math.max(1, Math.floor(rect.w / step));
  const height = Math.max(1, Math.floor(rect.h / step));
  const pixels = new ImageData(width, height);
  const words = new Uint32Array(pixels.data.buffer);
  const colours = [0, pack(ADDED), pack(REMOVED)];
  for (let y = 0, out = 0; y < height; y++) {
    const row = Math.floor(((y + 0.5) * rect.h) / height) * rect.w;
    for (let x = 0; x < width; x++, out++) {
      words[out] = colours[change[row + Math.floor(((x + 0.5) * rect.w) / width)]!]!;
    }
  }
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')!.putImageData(pixels, 0, 0);
  return canvas;
}

/** Opaque, in the byte order of ImageData on every machine that browsers run on. */
function pack(hex: string): number {
  const [red, green, blue] = parseHex(hex);
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}
