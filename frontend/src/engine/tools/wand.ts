import { flood } from '../flood.ts';
import { drawCross } from '../layers/marks.ts';
import { drawFigure } from '../layers/paths.ts';
import { Tint } from '../layers/tint.ts';
import type { Sample } from '../picture.ts';
import type { Point, Rect } from '../rect.ts';
import { NOWHERE, type Region } from '../region.ts';
import { inside, rounded, signOf, type Bench, type Easel, type Tool, type Touch } from './tool.ts';

/** Pixels to look at: a drag has to follow the hand. Larger photos are looked at in a smaller copy; the server looks at all of it. */
const MOST_PIXELS = 1_500_000;
/** CSS pixels of drag per step of tolerance. */
const PER_STEP = 3;
const MOST_TOLERANCE = 255;

interface Reach {
  readonly start: Touch;
  readonly adds: boolean;
  readonly view: Sample;
  readonly from: number;
  tolerance: number;
  region: Region;
  tint: Tint;
}

/** Takes the neighbouring pixels of a like colour; dragging right takes more, left fewer. */
export class WandTool implements Tool {
  private reach: Reach | null = null;

  down(touch: Touch, bench: Bench): void {
    const { settings, session, photo } = bench;
    if (!inside(touch.image, session.image)) return;
    const adds = signOf(touch, settings.positive);
    const view = photo.whole(MOST_PIXELS);
    const from = settings.tolerance;
    const region = NOWHERE;
    this.reach = {
      start: touch,
      adds,
      view,
      from,
      tolerance: -1,
      region,
      tint: Tint.of(region, adds),
    };
    this.stretch(from, bench);
  }

  move(path: readonly Touch[], bench: Bench): void {
    const touch = path.at(-1);
    if (!this.reach || !touch) return;
    const steps = Math.round((touch.screen.x - this.reach.start.screen.x) / PER_STEP);
    this.stretch(this.reach.from + steps, bench);
  }

  up(touch: Touch, bench: Bench): void {
    this.move([touch], bench);
    const { reach } = this;
    this.reach = null;
    if (!reach) return;
    const { start, adds, tolerance, region, view } = reach;
    bench.set({ tolerance });
    bench.session.steps.paint(
      { kind: 'wand', ...rounded(start.image), tolerance, positive: adds },
      enlarge(region, view, bench.session.image),
    );
  }

  cancel(bench: Bench): boolean {
    const had = this.reach !== null;
    this.reach = null;
    bench.redraw();
    return had;
  }

  paint({ frame, settings, pointer }: Easel): void {
    const { reach } = this;
    if (reach) {
      reach.tint.draw(frame, 0.75, inImage(reach.region.rect, reach.view));
      frame.context.setTransform(frame.ratio, 0, 0, frame.ratio, 0, 0);
    }
    if (!pointer) return;
    drawCross(frame.context, pointer.screen, reach?.adds ?? signOf(pointer, settings.positive));
    if (reach) drawFigure(frame, pointer.screen, String(reach.tolerance));
  }

  private stretch(wanted: number, bench: Bench): void {
    const { reach } = this;
    const tolerance = Math.min(MOST_TOLERANCE, Math.max(0, wanted));
    if (!reach || tolerance === reach.tolerance) return;
    const { x, y } = toView(reach.start.image, reach.view);
    reach.tolerance = tolerance;
    reach.region = flood(reach.view.pixels, x, y, tolerance);
    reach.tint = Tint.of(reach.region, reach.adds);
    bench.redraw();
  }
}

function toView({ x, y }: Point, { perPixel, pixels }: Sample): Point {
  return {
    x: Math.min(pixels.width - 1, Math.floor(x * perPixel.x)),
    y: Math.min(pixels.height - 1, Math.floor(y * perPixel.y)),
  };
}

function inImage({ x, y, w, h }: Rect, { perPixel: { x: fx, y: fy } }: Sample): Rect {
  return { x: x / fx, y: y / fy, w: w / fx, h: h / fy };
}

/** A region of a smaller copy in the pixels of the image itself. */
function enlarge(
  region: Region,
  { perPixel: { x: fx, y: fy } }: Sample,
  { width, height }: { width: number; height: number },
): Region {
  if (fx === 1 && fy === 1) return region;
  const { rect, bits } = region;
  const x = Math.floor(rect.x / fx);
  const y = Math.floor(rect.y / fy);
  const w = Math.min(width, Math.ceil((rect.x + rect.w) / fx)) - x;
  const h = Math.min(height, Math.ceil((rect.y + rect.h) / fy)) - y;
  const out = new Uint8Array(w * h);
  for (let row = 0, at = 0; row < h; row++) {
    const from =
      Math.min(rect.h - 1, Math.max(0, Math.floor((y + row + 0.5) * fy) - rect.y)) * rect.w;
    for (let column = 0; column < w; column++, at++) {
      const seen = Math.min(rect.w - 1, Math.max(0, Math.floor((x + column + 0.5) * fx) - rect.x));
      out[at] = bits[from + seen]!;
    }
  }
  return { rect: { x, y, w, h }, bits: out };
}
