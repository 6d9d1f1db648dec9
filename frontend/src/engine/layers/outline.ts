import type { Bitmap } from '../bitmap.ts';
import { visible } from '../camera.ts';
import { simplified, trace } from '../contour.ts';
import { contains, EMPTY, intersect, isEmpty, union, type Rect } from '../rect.ts';
import { Samples } from '../samples.ts';
import type { Frame } from './frame.ts';

/** From here on the edges of single pixels are followed. */
const EXACT_FROM = 4;
const MARGIN = 200;
/** Device pixels that the line may be off: it is as if the stairs of the samples were planed off, and drawn in less time. */
const TOLERANCE = 0.7;

/** The outline of one mask as a path in image pixels, kept until the mask, the zoom or the place makes another one due. */
export class Outline {
  private path: Path2D | null = null;
  private samples: Samples | null = null;
  /** Where the mask changed since it was sampled. */
  private stale: Rect = EMPTY;
  private region: Rect = EMPTY;
  private step = 0;
  private exact = false;

  /** The mask looks different inside `rect`. */
  changed(rect: Rect): void {
    this.stale = union(this.stale, rect);
  }

  get(mask: Bitmap, frame: Frame): Path2D {
    const { camera, image, view, ratio } = frame;
    const exact = camera.scale >= EXACT_FROM;
    // Half octaves, so that a zoom in small steps keeps most of its paths.
    const step = Math.max(1, 2 ** (Math.floor(-2 * Math.log2(camera.scale * ratio)) / 2));
    const placed =
      this.samples?.mask === mask &&
      this.step === step &&
      this.exact === exact &&
      contains(this.region, visible(camera, image, view));
    if (placed && this.path && isEmpty(this.stale)) return this.path;
    if (!placed) {
      this.region = visible(camera, image, view, MARGIN);
      this.samples = null;
      this.step = step;
      this.exact = exact;
    }
    this.path = new Path2D();
    for (const ring of trace(this.sampled(mask), exact)) {
      const line = exact ? ring : simplified(ring, TOLERANCE / (camera.scale * ratio));
      this.path.moveTo(line[0]!, line[1]!);
      for (let i = 2; i < line.length; i += 2) this.path.lineTo(line[i]!, line[i + 1]!);
      this.path.closePath();
    }
    return this.path;
  }

  private sampled(mask: Bitmap): Samples {
    const wanted = intersect(this.region, mask.bounds);
    if (this.samples?.covers(wanted)) this.samples.update(this.stale);
    else this.samples = new Samples(mask, wanted, this.step);
    this.stale = EMPTY;
    return this.samples;
  }
}
