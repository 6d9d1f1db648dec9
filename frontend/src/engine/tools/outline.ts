import { toScreen } from '../camera.ts';
import { toPlaces } from '../hand.ts';
import { drawCross } from '../layers/marks.ts';
import { drawAnchor, drawLine } from '../layers/paths.ts';
import type { Point } from '../rect.ts';
import {
  clamped,
  rounded,
  signOf,
  type Bench,
  type Easel,
  type Modifiers,
  type Tool,
  type Touch,
} from './tool.ts';

/** How the way from one anchor to the next is found. All points are in image pixels. */
export interface Guide {
  readonly kind: 'polygon' | 'lasso';
  /** The place of an anchor for a click. */
  snap(touch: Touch, bench: Bench): Point;
  /** The way to the pointer, without `from`; the first `fixed` points of it will not change any more. */
  lead(from: Point, touch: Touch, bench: Bench): { points: readonly Point[]; fixed: number };
  /** The way from the end of a path back to its first point, without both ends. */
  close(path: readonly Point[], modifiers: Modifiers, bench: Bench): readonly Point[];
  /** Another ring begins. */
  forget(): void;
}

/** CSS pixels around the first anchor in which a click closes the ring. */
const CLOSING = 9;
/** CSS pixels and milliseconds from the last anchor within which a second click makes it a double click. */
const TWICE = { within: 4, soon: 500 };
const MOST_POINTS = 8000;
const MOST_WINDOWS = 40;

/** An area outlined anchor by anchor; closed by a click on the first anchor, a double click or Enter. Alt at the end takes it away. */
export class OutlineTool implements Tool {
  readonly taps = true;
  private path: Point[] = [];
  /** Length of the path at each anchor. */
  private anchors: number[] = [];
  private live: readonly Point[] = [];
  private last: Touch | null = null;

  constructor(private readonly guide: Guide) {}

  down(touch: Touch, bench: Bench): void {
    const end = this.path.at(-1);
    if (!end) {
      if (!near(touch.image, bench)) return;
      this.guide.forget();
      this.path = [this.guide.snap(touch, bench)];
    } else if (this.closes(touch, bench)) {
      this.finish(touch.modifiers, bench, touch.secondary);
      return;
    } else {
      // A far click may lead through several windows of the guide.
      for (let i = 0; i < MOST_WINDOWS && this.follow(touch, bench); i++);
      this.path.push(...this.live);
    }
    this.live = [];
    this.last = touch;
    this.anchors.push(this.path.length);
    bench.redraw();
  }

  move(path: readonly Touch[], bench: Bench): void {
    const touch = path.at(-1);
    if (touch) this.hover(touch, bench);
  }

  up(): void {
    // Anchors are set when the button goes down.
  }

  hover(touch: Touch, bench: Bench): void {
    this.follow(touch, bench);
    bench.redraw();
  }

  cancel(bench: Bench): boolean {
    const had = this.path.length > 0;
    this.reset();
    bench.redraw();
    return had;
  }

  modified(_modifiers: Modifiers, bench: Bench): void {
    bench.redraw();
  }

  finish(modifiers: Modifiers, bench: Bench, secondary = false): boolean {
    if (this.path.length === 0) return false;
    const ring = [...this.path, ...this.guide.close(this.path, modifiers, bench)];
    this.reset();
    bench.redraw();
    const points = toPlaces(thinned(ring).map(rounded));
    if (points.length < 3) return true;
    const positive = signOf({ secondary, modifiers }, bench.settings.positive);
    bench.session.steps.paint({ kind: this.guide.kind, points, positive });
    return true;
  }

  stepBack(bench: Bench): boolean {
    if (this.anchors.length === 0) return false;
    this.anchors.pop();
    this.path = this.path.slice(0, this.anchors.at(-1) ?? 0);
    this.live = [];
    this.guide.forget();
    bench.redraw();
    return true;
  }

  paint({ frame, settings, pointer }: Easel): void {
    drawLine(frame, this.path);
    const end = this.path.at(-1);
    if (end && pointer) drawLine(frame, [end, ...this.live], { dashed: true });
    const closing = pointer !== null && this.overFirst(pointer, frame);
    for (const [index, length] of this.anchors.entries()) {
      drawAnchor(frame, this.path[length - 1]!, index === 0 && closing);
    }
    if (pointer) drawCross(frame.context, pointer.screen, signOf(pointer, settings.positive));
  }

  /** Leads the way to the pointer; says whether a part of it was fixed, so that more may follow. */
  private follow(touch: Touch, bench: Bench): boolean {
    const from = this.path.at(-1);
    if (!from) return false;
    const { points, fixed } = this.guide.lead(from, touch, bench);
    this.path.push(...points.slice(0, fixed));
    this.live = points.slice(fixed);
    return fixed > 0;
  }

  private closes(touch: Touch, bench: Bench): boolean {
    const { last } = this;
    const twice =
      last !== null &&
      touch.time - last.time <= TWICE.soon &&
      Math.hypot(last.screen.x - touch.screen.x, last.screen.y - touch.screen.y) <= TWICE.within;
    return twice || this.overFirst(touch, bench);
  }

  private overFirst({ screen }: Touch, { camera }: Pick<Bench, 'camera'>): boolean {
    const [first] = this.path;
    if (!first || this.anchors.length < 2) return false;
    const at = toScreen(camera, first);
    return Math.hypot(at.x - screen.x, at.y - screen.y) <= CLOSING;
  }

  private reset(): void {
    this.path = [];
    this.anchors = [];
    this.live = [];
    this.last = null;
    this.guide.forget();
  }
}

/** Straight from anchor to anchor. */
export class StraightGuide implements Guide {
  readonly kind = 'polygon';

  snap({ image }: Touch, { session }: Bench): Point {
    return rounded(clamped(image, session.image));
  }

  lead(_from: Point, touch: Touch, bench: Bench): { points: readonly Point[]; fixed: number } {
    return { points: [this.snap(touch, bench)], fixed: 0 };
  }

  close(): readonly Point[] {
    return [];
  }

  forget(): void {
    // Every stretch is found anew.
  }
}

function near(point: Point, { session: { image }, camera }: Bench): boolean {
  const { x, y } = clamped(point, image);
  return Math.hypot(x - point.x, y - point.y) * camera.scale <= CLOSING;
}

/** Without the points on straight stretches, and never more than a message takes. */
function thinned(ring: readonly Point[]): Point[] {
  let kept: Point[] = [];
  for (const point of ring) {
    const [a, b] = kept.slice(-2);
    if (b?.x === point.x && b.y === point.y) continue;
    const straight = a && b && (b.x - a.x) * (point.y - b.y) === (b.y - a.y) * (point.x - b.x);
    if (straight) kept[kept.length - 1] = point;
    else kept.push(point);
  }
  while (kept.length > MOST_POINTS) kept = kept.filter((_, index) => index % 2 === 0);
  return kept;
}
