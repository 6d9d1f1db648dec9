import type { Bitmap } from './bitmap.ts';
import type { Camera, Size } from './camera.ts';
import type { Rgb } from './colour.ts';
import { decode } from './decoder.ts';
import type { Pixels } from './flood.ts';
import { isEmpty, type Point, type Rect } from './rect.ts';
import type { Tiles } from './tiles.ts';

/** A part of a photo, or of a smaller copy of it, as pixels. */
export interface Sample {
  readonly pixels: Pixels;
  /** Which copy was asked for: 0 is the photo itself, each next one half as large. */
  readonly level: number;
  /** Its top left corner, in pixels of the copy. */
  readonly origin: Point;
  /** Pixels of the copy per image pixel. */
  readonly perPixel: Point;
  /** On which sides the photo goes on. */
  readonly beyond: Readonly<Record<'left' | 'top' | 'right' | 'bottom', boolean>>;
}

/** Gives tools the colours they look at. */
export interface PixelSource {
  /** The copy that is as fine as the screen at this scale (CSS pixels per image pixel). */
  levelFor(scale: number): number;
  /** About `side` pixels square around a place, as fine as the screen shows them. */
  window(centre: Point, scale: number, side: number): Sample;
  /** All of it in at most about `most` pixels. */
  whole(most: number): Sample;
}

/** A decoded photo with smaller copies of itself, so that drawing costs what the screen shows. */
export class Picture implements Size, PixelSource {
  readonly width: number;
  readonly height: number;
  private colours: ImageData | null = null;
  private all: Sample | null = null;

  private constructor(
    private readonly levels: readonly ImageBitmap[],
    { width, height }: Size,
    /** How many times the finest copy here was halved. */
    private readonly finest: number,
    /** What is finer than the finest copy; null where that is the photo itself. */
    readonly tiles: Tiles | null,
  ) {
    this.width = width;
    this.height = height;
  }

  /**
   * Decodes away from the main thread. `size`: of the image itself; `file` may be a copy of it that was halved
   * `finest` times, and `tiles` what is finer. Rejects when the bytes are not a picture the browser knows.
   */
  static async decode(
    file: Blob,
    size: Size,
    finest = 0,
    tiles: Tiles | null = null,
  ): Promise<Picture> {
    const pixels = (size.width * size.height) / 4 ** finest;
    const levels = await decode('photo', file, pixels);
    return new Picture(levels, size, finest, tiles);
  }

  close(): void {
    for (const level of this.levels) level.close();
    this.tiles?.close();
  }

  /** Draws the part that can be seen. `pixels`: device pixels per image pixel. `moving`: only for one frame. */
  draw(
    context: CanvasRenderingContext2D,
    seen: Rect,
    camera: Camera,
    { pixels, moving }: { pixels: number; moving: boolean },
  ): void {
    if (isEmpty(seen)) return;
    const level = this.copyOf(this.levelFor(pixels));
    const { x: fx, y: fy } = this.perPixel(level);
    context.imageSmoothingEnabled = camera.scale < 4;
    context.imageSmoothingQuality = moving ? 'low' : 'medium';
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
    if (this.tiles && pixels > 1 / 2 ** this.finest) this.tiles.draw(context, seen, camera);
  }

  /** Draws the whole photo, small. */
  drawWhole(context: CanvasRenderingContext2D, width: number, height: number): void {
    context.imageSmoothingQuality = 'high';
    context.drawImage(this.levels.at(-1)!, 0, 0, width, height);
  }

  levelFor(scale: number): number {
    const coarsest = this.finest + this.levels.length - 1;
    return Math.min(coarsest, Math.max(0, Math.floor(Math.log2(1 / scale))));
  }

  window(centre: Point, scale: number, side: number): Sample {
    const level = this.levelFor(scale);
    return this.fromTiles(level, centre, side) ?? this.fromCopy(level, centre, side);
  }

  whole(most: number): Sample {
    const fits = this.levels.findIndex(({ width, height }) => width * height <= most);
    const level = this.finest + (fits < 0 ? this.levels.length - 1 : fits);
    if (this.all?.level !== level) {
      const { width: w, height: h } = this.copyOf(level);
      this.all = this.sample(level, { x: 0, y: 0, w, h });
    }
    return this.all;
  }

  /** The mean colour under a mask; null for an empty one. */
  meanUnder(mask: Bitmap): Rgb | null {
    const { data, width, height } = (this.colours ??= this.coarsest());
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

  private coarsest(): ImageData {
    const level = this.levels.at(-1)!;
    return read({ x: 0, y: 0, w: level.width, h: level.height }, (context) => {
      context.drawImage(level, 0, 0);
    });
  }

  /** The copy that is here and nearest to a level. */
  private copyOf(level: number): ImageBitmap {
    return this.levels[Math.max(0, level - this.finest)]!;
  }

  private perPixel({ width, height }: Size): Point {
    return { x: width / this.width, y: height / this.height };
  }

  private fromCopy(level: number, centre: Point, side: number): Sample {
    const copy = this.copyOf(level);
    return this.sample(level, around(centre, side, copy, this.perPixel(copy)));
  }

  /** Finer than any copy that is here; null where it is not needed, or not all of it has come. */
  private fromTiles(level: number, centre: Point, side: number): Sample | null {
    const { tiles } = this;
    if (!tiles || level >= this.finest) return null;
    const [step, scale] = [2 ** level, 1 / 2 ** level];
    const size = { width: Math.floor(this.width * scale), height: Math.floor(this.height * scale) };
    const perPixel = { x: scale, y: scale };
    const area = around(centre, side, size, perPixel);
    const place = { x: area.x * step, y: area.y * step, w: area.w * step, h: area.h * step };
    if (!tiles.have(place)) return null;
    const pixels = read(area, (context) => {
      tiles.paint(context, place, { scale, x: -area.x, y: -area.y });
    });
    return { pixels, level, origin: area, perPixel, beyond: beyond(area, size) };
  }

  private sample(level: number, area: Rect): Sample {
    const copy = this.copyOf(level);
    const { x, y, w, h } = area;
    const pixels = read(area, (context) => {
      context.drawImage(copy, x, y, w, h, 0, 0, w, h);
    });
    return {
      pixels,
      level,
      origin: area,
      perPixel: this.perPixel(copy),
      beyond: beyond(area, copy),
    };
  }
}

/** About `side` pixels square around a place of the image, inside a copy of this size. */
function around(centre: Point, side: number, { width, height }: Size, per: Point): Rect {
  const at = (middle: number, length: number): number =>
    Math.max(0, Math.round(Math.min(length - side, Math.max(0, middle - side / 2))));
  const [x, y] = [at(centre.x * per.x, width), at(centre.y * per.y, height)];
  return { x, y, w: Math.min(side, width), h: Math.min(side, height) };
}

function beyond({ x, y, w, h }: Rect, { width, height }: Size): Sample['beyond'] {
  return { left: x > 0, top: y > 0, right: x + w < width, bottom: y + h < height };
}

function read(
  { w, h }: Rect,
  draw: (context: OffscreenCanvasRenderingContext2D) => void,
): ImageData {
  const context = new OffscreenCanvas(w, h).getContext('2d', { willReadFrequently: true })!;
  draw(context);
  return context.getImageData(0, 0, w, h);
}
