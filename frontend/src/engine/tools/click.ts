import { toScreen } from '../camera.ts';
import type { Mark } from '../history.ts';
import { drawCross, MARK_RADIUS } from '../layers/marks.ts';
import type { Point } from '../rect.ts';
import type { PointMessage } from '../wire.ts';
import {
  inside,
  rounded,
  signOf,
  type Bench,
  type Easel,
  type Modifiers,
  type Tool,
  type Touch,
} from './tool.ts';

/** CSS pixels that a resting hand may tremble. */
const STRAY = 3;

/** Click = this belongs to the object; secondary button, Ctrl or Alt = it does not. Shift holds clicks back until it is released. */
export class ClickTool implements Tool {
  readonly taps = true;
  held: readonly PointMessage[] = [];
  /** Where the last point was placed. It can be taken back only once the pointer has been elsewhere: a second click in the same place must not undo the first. */
  private fresh: Point | null = null;

  down(touch: Touch, bench: Bench): void {
    const { session, settings } = bench;
    if (!inside(touch.image, session.image)) return;
    const mark = this.hit(touch, bench);
    if (mark) {
      session.steps.unclick(mark.opId);
      return;
    }
    this.fresh = touch.screen;
    const point = { ...rounded(touch.image), positive: signOf(touch, settings.positive) };
    if (touch.modifiers.shift) {
      this.held = [...this.held, point];
      bench.redraw();
    } else {
      session.steps.click([point], settings.mode);
    }
  }

  hover(touch: Touch, bench: Bench): void {
    const { session, settings, camera } = bench;
    const { shift } = touch.modifiers;
    const idle = touch.finger || shift || this.held.length > 0 || this.fresh !== null;
    if (
      !settings.preview ||
      idle ||
      this.hit(touch, bench) ||
      !inside(touch.image, session.image)
    ) {
      session.foresight.drop();
      return;
    }
    const point = { ...rounded(touch.image), positive: signOf(touch, settings.positive) };
    session.foresight.look(point, settings.mode, STRAY / camera.scale);
  }

  leave({ session }: Bench): void {
    session.foresight.drop();
  }

  move(): void {
    // A click is done when the button goes down.
  }

  up(): void {
    // Nothing is being dragged.
  }

  cancel(bench: Bench): boolean {
    this.leave(bench);
    const had = this.held.length > 0;
    this.held = [];
    bench.redraw();
    return had;
  }

  modified({ shift }: Modifiers, bench: Bench): void {
    if (!shift) this.finish({ shift, ctrl: false, alt: false }, bench);
  }

  finish(_modifiers: Modifiers, bench: Bench): boolean {
    if (this.held.length === 0) return false;
    bench.session.steps.click(this.held, bench.settings.mode);
    this.held = [];
    bench.redraw();
    return true;
  }

  stepBack(bench: Bench): boolean {
    if (this.held.length === 0) return false;
    this.held = this.held.slice(0, -1);
    bench.redraw();
    return true;
  }

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

  paint({ frame, settings, pointer }: Easel): void {
    if (pointer) drawCross(frame.context, pointer.screen, signOf(pointer, settings.positive));
  }
}

/** The point under the pointer, the newest first. */
function markAt(screen: Point, { marks, camera }: Pick<Bench, 'marks' | 'camera'>): Mark | null {
  const found = marks.findLast((mark) => {
    const at = toScreen(camera, mark);
    return Math.hypot(at.x - screen.x, at.y - screen.y) <= MARK_RADIUS;
  });
  return found ?? null;
}
