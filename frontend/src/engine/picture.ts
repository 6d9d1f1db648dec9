import type { Bitmap } from './bitmap.ts';
import type { Camera, Size } from './camera.ts';
import type { Rgb } from './colour.ts';
import { isEmpty, type Rect } from './rect.ts';

const SMALLEST = 256;

/** A decoded photo with smaller copies of itself, so that drawing costs what the screen shows. */
export class Picture implements Size {
  readonly width: number;
  readonly height: number;
  private colours: ImageData | null = null;

  private constructor(private readonly levels: readonly ImageBitmap[]) {
    this.width = levels[0]!.width;
    this.height = levels[0]!.height;
  }

  /** Decodes away from the main thread. Rejects when the bytes are not a picture the browser knows. */
  static async decode(file: Blob): Promise<Picture> {
    const levels = [await createImageBitmap(file)];
    for (let last = levels[0]!; Math.min(last.width, last.height) > SMALLEST * 2;) {
      last = await createImageBitmap(last, {
        resizeWidth: Math.ceil(last.width / 2),
        resizeHeight: Math.ceil(last.height / 2),
        resizeQuality: 'medium',
      });
      levels.push(last);
    }
    return new Picture(levels);
  }

  close(): void {
    for (const level of this.levels) level.close();
  }

  /** Draws the part that can be seen. `pixels`: device pixels per image pixel. */
  draw(context: CanvasRenderingContext2D, seen: Rect, camera: Camera, pixels: number): void {
    if (isEmpty(seen)) return;
    const coarsest = this.levels.length - 1;
    const index = Math.min(coarsest, Math.max(0, Math.floor(Math.log2(1 / pixels))));
    const level = this.levels[index]!;
    const fx = level.width / this.width;
    const fy = level.height / this.height;
    context.imageSmoothingEnabled = camera.scale < 4;
    context.imageSmoothingQuality = 'medium';
    context.drawImage(
      level,
      seen.x * fx,
      seen.y * fy,
      seen.w * fx,
      seen.h * fy,
      seen.x * camera.scale + camera.x,
      seen.y * camera.scale + camera.y,
      seen.w * camera.scale,
      seen.h * camera.scale,
    );
  }

  /** The mean colour under a mask; null for an empty one. */
  meanUnder(mask: Bitmap): Rgb | null {
    const { data, width, height } = (this.colours ??= this.read());
    const sum = [0, 0, 0];
    let count = 0;
    for (let y = 0; y < height; y++) {
      const row = Math.floor(((y + 0.5) * mask.height) / height);
      for (let x = 0; x < width; x++) {
        if (!mask.at(Math.floor(((x + 0.5) * mask.width) / width), row)) continue;
        const at = (y * width + x) * 4;
        for (let channel = 0; channel < 3; channel++) sum[channel]! += data[at + channel]!;
        count++;
      }
    }
    return count === 0 ? null : [sum[0]! / count, sum[1]! / count, sum[2]! / count];
  }

  /** Draws the cut-out of a mask, whole, into a square of `side` pixels. */
  cutOut(context: CanvasRenderingContext2D, mask: Bitmap, side: number): void {
    const from = mask.tightBounds();
    context.clearRect(0, 0, side, side);
    if (isEmpty(from)) return;
    const scale = side / Math.max(from.w, from.h);
    const [w, h] = [Math.max(1, from.w * scale), Math.max(1, from.h * scale)];
    const [left, top] = [(side - w) / 2, (side - h) / 2];
    const level = this.levels[Math.min(this.levels.length - 1, 2)]!;
    const f = level.width / this.width;
    context.drawImage(level, from.x * f, from.y * f, from.w * f, from.h * f, left, top, w, h);
    const image = context.getImageData(0, 0, side, side);
    for (let y = 0, at = 3; y < side; y++) {
      const row = from.y + Math.floor((y + 0.5 - top) / scale);
      for (let x = 0; x < side; x++, at += 4) {
        if (!mask.at(from.x + Math.floor((x + 0.5 - left) / scale), row)) image.data[at] = 0;
      }
    }
    context.putImageData(image, 0, 0);
  }

  private read(): ImageData {
    const level = this.levels.at(-1)!;
    const canvas = new OffscreenCanvas(level.width, level.height);
    const context = canvas.getContext('2d', { willReadFrequently: true })!;
    context.drawImage(level, 0, 0);
    return context.getImageData(0, 0, level.width, level.height);
  }
}
