import { rasterise } from '../brush.ts';
import { toPlaces } from '../hand.ts';
import { drawBrush } from '../layers/marks.ts';
import type { Point } from '../rect.ts';
import { rounded, type Bench, type Easel, type Tool, type Touch } from './tool.ts';

/** A stroke is sent in parts of this many points, so that no message grows without end. */
const LONGEST = 1500;

/** Paints by hand. Ctrl or the secondary button does the opposite while the stroke lasts. */
export class BrushTool implements Tool {
  private points: Point[] = [];
  private adds = true;

  constructor(private readonly positive: boolean) {}

  get erasing(): boolean {
    return this.points.length > 0 && !this.adds;
  }

  down(touch: Touch, bench: Bench): void {
    this.adds = this.sign(touch);
    this.points = [];
    this.extend([touch], bench);
  }

  move(path: readonly Touch[], bench: Bench): void {
    if (this.points.length > 0) this.extend(path, bench);
  }

  up(touch: Touch, bench: Bench): void {
    if (this.points.length === 0) return;
    this.extend([touch], bench);
    this.finishStroke(bench);
  }

  cancel(bench: Bench): boolean {
    if (this.points.length === 0) return false;
    this.points = [];
    bench.session.steps.dropDraft();
    return true;
  }

  modified(_modifiers: unknown, bench: Bench): void {
    bench.redraw();
  }

  paint({ frame: { context, camera }, settings: { radius, shape }, pointer }: Easel): void {
    if (!pointer) return;
    const adds = this.points.length > 0 ? this.adds : this.sign(pointer);
    drawBrush(context, pointer.screen, radius * camera.scale, shape === 'round', adds);
  }

  private sign({ secondary, modifiers }: Touch): boolean {
    return secondary || modifiers.ctrl ? !this.positive : this.positive;
  }

  private extend(path: readonly Touch[], bench: Bench): void {
    const { radius, shape } = bench.settings;
    const { width, height } = bench.session.image;
    const from = Math.max(0, this.points.length - 1);
    for (const { image } of path) {
      const last = this.points.at(-1);
      if (last && closeTo(last, image, bench, radius)) continue;
      this.points.push(rounded(image));
    }
    if (this.points.length === from + 1 && from > 0) return;
    const points = this.points.slice(from);
    bench.session.steps.draft(rasterise({ points, radius, shape }, width, height), this.adds);
    if (this.points.length < LONGEST) return;
    const last = this.points.at(-1)!;
    this.finishStroke(bench);
    this.points = [last];
  }

  private finishStroke(bench: Bench): void {
    const { radius, shape } = bench.settings;
    const points = toPlaces(this.points);
    this.points = [];
    bench.session.steps.paint({ kind: 'brush', points, radius, shape, positive: this.adds });
  }
}

/** True when a step is too short to matter, on the screen or for a brush of this size. */
export function closeTo(
  last: Point,
  next: Point,
  { camera }: Pick<Bench, 'camera'>,
  radius: number,
): boolean {
  return Math.hypot(last.x - next.x, last.y - next.y) < Math.max(0.3 / camera.scale, radius * 0.04);
}
