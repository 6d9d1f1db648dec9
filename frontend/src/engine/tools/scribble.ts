import { toPlaces } from '../hand.ts';
import { drawBrush } from '../layers/marks.ts';
import { drawScribble } from '../layers/paths.ts';
import { ADDED, REMOVED } from '../layers/tint.ts';
import type { Point } from '../rect.ts';
import { closeTo } from './brush.ts';
import { rounded, signOf, type Bench, type Easel, type Tool, type Touch } from './tool.ts';

/** More points say nothing more about what is meant. */
const MOST_POINTS = 4000;

/** A rough stroke over what is missing, or over what is too much; the model finds the edges. */
export class ScribbleTool implements Tool {
  private points: Point[] = [];
  private adds = true;

  down(touch: Touch, bench: Bench): void {
    this.adds = signOf(touch, bench.settings.positive);
    this.points = [rounded(touch.image)];
    bench.redraw();
  }

  move(path: readonly Touch[], bench: Bench): void {
    if (this.points.length === 0) return;
    for (const { image } of path) {
      const last = this.points.at(-1)!;
      if (closeTo(last, image, bench, bench.settings.scribble)) continue;
      if (this.points.length < MOST_POINTS) this.points.push(rounded(image));
    }
    bench.redraw();
  }

  up(touch: Touch, bench: Bench): void {
    if (this.points.length === 0) return;
    this.move([touch], bench);
    const points = toPlaces(this.points);
    this.points = [];
    const { scribble: radius } = bench.settings;
    const zoom = Math.round(bench.zoom * 100) / 100;
    bench.session.steps.ask({ kind: 'scribble', points, radius, positive: this.adds, zoom });
  }

  cancel(bench: Bench): boolean {
    const had = this.points.length > 0;
    this.points = [];
    bench.redraw();
    return had;
  }

  modified(_modifiers: unknown, bench: Bench): void {
    bench.redraw();
  }

  paint({ frame, settings: { scribble, positive }, pointer }: Easel): void {
    drawScribble(frame, this.points, scribble, this.adds ? ADDED : REMOVED);
    if (!pointer) return;
    const adds = this.points.length > 0 ? this.adds : signOf(pointer, positive);
    drawBrush(frame.context, pointer.screen, scribble * frame.camera.scale, true, adds);
  }
}
