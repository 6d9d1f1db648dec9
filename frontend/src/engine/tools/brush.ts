import type { Point } from '../rect.ts';
import { rounded, type Bench, type Modifiers, type Tool, type Touch } from './tool.ts';

/** A stroke is sent in parts of this many points, so that no message grows without end. */
const LONGEST = 1500;

/** Paints by hand. Ctrl or the secondary button does the opposite while the stroke lasts. */
export class BrushTool implements Tool {
  readonly held = [];
  private points: Point[] = [];
  private adds = true;

  constructor(private readonly positive: boolean) {}

  get erasing(): boolean {
    return this.points.length > 0 && !this.adds;
  }

  down(touch: Touch, bench: Bench): void {
    this.adds = brushSign(touch, this.positive);
    this.points = [];
    this.extend([touch], bench);
  }

  move(path: readonly Touch[], bench: Bench): void {
    if (this.points.length > 0) this.extend(path, bench);
  }

  up(touch: Touch, bench: Bench): void {
    if (this.points.length === 0) return;
    this.extend([touch], bench);
    this.finish(bench);
  }

  cancel(bench: Bench): boolean {
    if (this.points.length === 0) return false;
    this.points = [];
    bench.session.dropDraft();
    return true;
  }

  modified(_modifiers: Modifiers, bench: Bench): void {
    bench.redraw();
  }

  private extend(path: readonly Touch[], bench: Bench): void {
    const { radius, shape } = bench.settings;
    const apart = Math.max(0.3 / bench.camera.scale, radius * 0.04);
    const from = Math.max(0, this.points.length - 1);
    for (const { image } of path) {
      const last = this.points.at(-1);
      if (last && Math.hypot(last.x - image.x, last.y - image.y) < apart) continue;
      this.points.push(rounded(image));
    }
    if (this.points.length === from + 1 && from > 0) return;
    bench.session.draft({ points: this.points.slice(from), radius, shape }, this.adds);
    if (this.points.length < LONGEST) return;
    const last = this.points.at(-1)!;
    this.finish(bench);
    this.points = [last];
  }

  private finish(bench: Bench): void {
    const { radius, shape } = bench.settings;
    const { points } = this;
    this.points = [];
    bench.session.brush(points, radius, shape, this.adds);
  }
}

export function brushSign(
  { secondary, modifiers }: Pick<Touch, 'secondary' | 'modifiers'>,
  positive: boolean,
): boolean {
  return secondary || modifiers.ctrl ? !positive : positive;
}
