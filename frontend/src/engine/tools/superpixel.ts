import type { CellMap } from '../cells.ts';
import { drawCross } from '../layers/marks.ts';
import { Tint } from '../layers/tint.ts';
import type { Point } from '../rect.ts';
import { signOf, type Bench, type Easel, type Tool, type Touch } from './tool.ts';

/** Adds or removes pieces of one colour, one by one or by painting over them. */
export class SuperpixelTool implements Tool {
  private cells = new Set<number>();
  private painting: { map: CellMap; size: number; adds: boolean; last: Touch } | null = null;
  private lit: { map: CellMap; cell: number; adds: boolean; tint: Tint } | null = null;

  get erasing(): boolean {
    return this.painting !== null && !this.painting.adds;
  }

  down(touch: Touch, bench: Bench): void {
    const map = bench.cells();
    if (!map) return;
    const { cells: size, positive } = bench.settings;
    this.cells = new Set();
    this.lit = null;
    this.painting = { map, size, adds: signOf(touch, positive), last: touch };
    this.cover(touch.image, bench);
  }

  move(path: readonly Touch[], bench: Bench): void {
    const { painting } = this;
    if (!painting) return;
    for (const touch of path) {
      const { last } = painting;
      // One look per pixel on the way, so that a fast hand jumps over no cell.
      const away = Math.hypot(touch.image.x - last.image.x, touch.image.y - last.image.y);
      const steps = Math.max(1, Math.ceil(away));
      for (let i = 1; i <= steps; i++) {
        this.cover(between(last.image, touch.image, i / steps), bench);
      }
      painting.last = touch;
    }
  }

  up(touch: Touch, bench: Bench): void {
    this.move([touch], bench);
    const { painting } = this;
    this.painting = null;
    if (!painting || this.cells.size === 0) return;
    const ids = [...this.cells];
    const { map, size, adds } = painting;
    const stroke = { kind: 'superpixel', cells: size, ids, positive: adds } as const;
    bench.session.steps.paint(stroke, map.region(ids));
  }

  cancel(bench: Bench): boolean {
    const had = this.painting !== null;
    this.painting = null;
    this.lit = null;
    if (had) bench.session.steps.dropDraft();
    return had;
  }

  hover(touch: Touch, bench: Bench): void {
    // What is painted over shows in the mask itself.
    if (this.painting) return;
    const map = bench.cells();
    const cell = map?.at(touch.image.x, touch.image.y) ?? null;
    if (!map || cell === null) {
      this.lit = null;
      return;
    }
    const adds = signOf(touch, bench.settings.positive);
    const { lit } = this;
    if (lit?.map === map && lit.cell === cell && lit.adds === adds) return;
    this.lit = { map, cell, adds, tint: Tint.of(map.region([cell]), adds) };
  }

  paint({ frame, settings, pointer }: Easel): void {
    if (this.lit && pointer) {
      this.lit.tint.draw(frame, 0.8);
      frame.context.setTransform(frame.ratio, 0, 0, frame.ratio, 0, 0);
    }
    if (!pointer) return;
    const adds = this.painting?.adds ?? signOf(pointer, settings.positive);
    drawCross(frame.context, pointer.screen, adds);
  }

  private cover({ x, y }: Point, bench: Bench): void {
    const { painting } = this;
    const cell = painting?.map.at(x, y) ?? null;
    if (!painting || cell === null || this.cells.has(cell)) return;
    this.cells.add(cell);
    bench.session.steps.draft(painting.map.region([cell]), painting.adds);
  }
}

function between(a: Point, b: Point, share: number): Point {
  return { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share };
}
