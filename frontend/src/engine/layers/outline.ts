import type { Bitmap } from '../bitmap.ts';
import { visible } from '../camera.ts';
import { trace } from '../contour.ts';
import { contains, type Rect } from '../rect.ts';
import type { Frame } from './frame.ts';

/** From here on the edges of single pixels are followed. */
const EXACT_FROM = 4;
const MARGIN = 200;

/** The outline of one mask as a path in image pixels, kept until the mask, the zoom or the place makes another one due. */
export class Outline {
  private path: Path2D | null = null;
  private region: Rect | null = null;
  private step = 0;
  private exact = false;

  /** The mask looks different. */
  forget(): void {
    this.path = null;
  }

  get(mask: Bitmap, frame: Frame): Path2D {
    const { camera, image, view, ratio } = frame;
    const exact = camera.scale >= EXACT_FROM;
    // Half octaves, so that a zoom in small steps keeps most of its paths.
    const step = Math.max(1, 2 ** (Math.floor(-2 * Math.log2(camera.scale * ratio)) / 2));
    const seen = visible(camera, image, view);
    const fresh =
      this.path &&
      this.region &&
      contains(this.region, seen) &&
      this.step === step &&
      this.exact === exact;
    if (fresh) return this.path!;
    this.region = visible(camera, image, view, MARGIN);
    this.step = step;
    this.exact = exact;
    this.path = new Path2D();
    for (const ring of trace(mask, this.region, { step, exact })) {
      this.path.moveTo(ring[0]!, ring[1]!);
      for (let i = 2; i < ring.length; i += 2) this.path.lineTo(ring[i]!, ring[i + 1]!);
      this.path.closePath();
    }
    return this.path;
  }
}
