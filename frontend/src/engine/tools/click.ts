import { toScreen } from '../camera.ts';
import type { Mark } from '../history.ts';
import { MARK_RADIUS } from '../layers/marks.ts';
import type { Point } from '../rect.ts';
import type { PointMessage } from '../wire.ts';
import { inside, rounded, type Bench, type Modifiers, type Tool, type Touch } from './tool.ts';

const TAP = 8;

/** Click = this belongs to the object; secondary button, Ctrl or Alt = it does not. Shift holds clicks back until it is released. */
export class ClickTool implements Tool {
  held: readonly PointMessage[] = [];
  readonly erasing = false;
  /** Where the last point was placed. It can be taken back only once the pointer has been elsewhere: a second click in the same place must not undo the first. */
  private fresh: Point | null = null;
  private finger: { start: Point; last: Point; moved: boolean } | null = null;

  down(touch: Touch, bench: Bench): void {
    if (touch.finger) {
      this.finger = { start: touch.screen, last: touch.screen, moved: false };
    } else {
      this.place(touch, bench);
    }
  }

  /** A finger pans when it travels, and clicks when it does not. */
  move(path: readonly Touch[], bench: Bench): void {
    const { finger } = this;
    const touch = path.at(-1);
    if (!finger || !touch) return;
    const { start, last } = finger;
    const { screen } = touch;
    finger.moved ||= Math.hypot(screen.x - start.x, screen.y - start.y) > TAP;
    if (finger.moved) bench.pan(screen.x - last.x, screen.y - last.y);
    finger.last = screen;
  }

  up(touch: Touch, bench: Bench): void {
    const { finger } = this;
    this.finger = null;
    if (finger && !finger.moved) this.place(touch, bench);
  }

  cancel(bench: Bench): boolean {
    const had = this.held.length > 0;
    this.finger = null;
    this.held = [];
    bench.redraw();
    return had;
  }

  modified({ shift }: Modifiers, bench: Bench): void {
    if (shift || this.held.length === 0) return;
    bench.session.click(this.held, bench.settings.mode);
    this.held = [];
    bench.redraw();
  }

  /** The point that a click here would take away. */
  hit(
    { screen, secondary, modifiers }: Touch,
    bench: Pick<Bench, 'marks' | 'camera'>,
  ): Mark | null {
    const { fresh } = this;
    if (fresh && Math.hypot(fresh.x - screen.x, fresh.y - screen.y) > MARK_RADIUS * 2) {
      this.fresh = null;
    }
    if (this.fresh || secondary || modifiers.shift || modifiers.ctrl || modifiers.alt) return null;
    return markAt(screen, bench);
  }

  private place(touch: Touch, bench: Bench): void {
    const { session, settings } = bench;
    if (!inside(touch.image, session.image)) return;
    const mark = this.hit(touch, bench);
    if (mark) {
      session.unclick(mark.opId);
      return;
    }
    this.fresh = touch.screen;
    const point = { ...rounded(touch.image), positive: signOf(touch, settings.positive) };
    if (touch.modifiers.shift) {
      this.held = [...this.held, point];
      bench.redraw();
    } else {
      session.click([point], settings.mode);
    }
  }
}

/** What a click with these buttons and keys means. */
export function signOf(
  { secondary, modifiers }: Pick<Touch, 'secondary' | 'modifiers'>,
  positive: boolean,
): boolean {
  return secondary || modifiers.ctrl || modifiers.alt ? !positive : positive;
}

/** The point under the pointer, the newest first. */
export function markAt(
  screen: Point,
  { marks, camera }: Pick<Bench, 'marks' | 'camera'>,
): Mark | null {
  const found = marks.findLast((mark) => {
    const at = toScreen(camera, mark);
    return Math.hypot(at.x - screen.x, at.y - screen.y) <= MARK_RADIUS;
  });
  return found ?? null;
}
