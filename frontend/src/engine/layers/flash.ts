import { parseHex } from '../colour.ts';
import type { Flash } from '../flash.ts';
import { inImage, type Frame } from './frame.ts';

export const ADDED = '#22c55e';
export const REMOVED = '#ef4444';
const STRENGTH = 0.62;
const MOST_SAMPLES = 1_000_000;

/** The pixels that a click changed, as a small picture in green and red. */
export class FlashImage {
  private readonly canvas: OffscreenCanvas;

  constructor(private readonly flash: Flash) {
    const { rect, change } = flash;
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
    this.canvas = new OffscreenCanvas(width, height);
    this.canvas.getContext('2d')!.putImageData(pixels, 0, 0);
  }

  /** `strength` 1 = full, 0 = gone. */
  draw(frame: Frame, strength: number): void {
    const { rect } = this.flash;
    const { context } = frame;
    inImage(frame);
    context.globalAlpha = STRENGTH * strength;
    context.imageSmoothingEnabled = false;
    context.drawImage(this.canvas, rect.x, rect.y, rect.w, rect.h);
    context.globalAlpha = 1;
  }
}

/** Opaque, in the byte order of ImageData on every machine that browsers run on. */
function pack(hex: string): number {
  const [red, green, blue] = parseHex(hex);
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}
