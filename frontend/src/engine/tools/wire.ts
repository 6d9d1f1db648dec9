import { edgeCosts, Wires } from '../livewire.ts';
import type { Sample } from '../picture.ts';
import type { Point } from '../rect.ts';
import type { Guide } from './outline.ts';
import { clamped, rounded, type Bench, type Modifiers, type Touch } from './tool.ts';
import { wayBack } from './way-back.ts';
import { nearestCorner, toImage, toWindow } from './window.ts';

/** Pixels of the window in which edges are followed; its middle is the last anchor. */
const SIDE = 320;
/** Window pixels around the pointer in which an edge draws the wire to itself. */
const SNAP = 7;
/** Window pixels from its rim at which the wire is fixed and the window moves on. */
const RIM = 12;
/** The share of a wire that stays where it is when the window moves on; its end still follows the pointer. */
const KEPT = 0.7;
/** Window pixels from one place of the way back to the next. */
const STRETCH = 80;

interface Window {
  readonly view: Sample;
  readonly wires: Wires;
  readonly start: Point;
}

/** Along the edges of the photo, as fine as the screen shows them. Shift goes straight. */
export class WireGuide implements Guide {
  readonly kind = 'lasso';
  private window: Window | null = null;

  snap(touch: Touch, bench: Bench): Point {
    const place = clamped(touch.image, bench.session.image);
    if (touch.modifiers.shift) return rounded(place);
    const { view, wires } = open(place, bench);
    return toImage(wires.snap(toWindow(place, view), SNAP), view);
  }

  lead(from: Point, touch: Touch, bench: Bench): { points: readonly Point[]; fixed: number } {
    const place = clamped(touch.image, bench.session.image);
    if (touch.modifiers.shift) return { points: [rounded(place)], fixed: 0 };
    const window = this.around(from, bench);
    const target = toWindow(place, window.view);
    if (isInside(target, window.view)) return { points: follow(window, target), fixed: 0 };
    // The pointer leaves the window: follow it to the rim, and go on from there with the next move.
    const points = follow(window, atRim(window.start, target, window.view));
    const fixed = Math.max(1, Math.floor(points.length * KEPT));
    this.window = null;
    return { points: [...points.slice(0, fixed), rounded(place)], fixed };
  }

  close(path: readonly Point[], { shift }: Modifiers, bench: Bench): readonly Point[] {
    const [first, last] = [path[0]!, path.at(-1)!];
    if (shift) return [];
    const window = this.around(last, bench);
    const target = toWindow(first, window.view);
    if (isInside(target, window.view)) return follow(window, target, 0).slice(0, -1);
    const stretch = STRETCH / window.view.perPixel.x;
    const way: Point[] = [];
    for (const place of wayBack(path, bench, SIDE, stretch)) {
      const at = this.around(way.at(-1) ?? last, bench);
      const points = follow(at, atRim(at.start, toWindow(place, at.view), at.view));
      // The end of a stretch lies where the coarse copy has it: the next one begins before it.
      way.push(...points.slice(0, Math.max(1, Math.floor(points.length * KEPT))));
    }
    const end = this.around(way.at(-1) ?? last, bench);
    return [...way, ...follow(end, toWindow(first, end.view), 0).slice(0, -1)];
  }

  forget(): void {
    this.window = null;
  }

  private around(from: Point, bench: Bench): Window {
    const { window } = this;
    const level = bench.photo.levelFor(bench.camera.scale);
    const kept =
      window?.start.x === from.x && window.start.y === from.y && window.view.level === level;
    return (this.window = kept ? window : open(from, bench));
  }
}

function open(start: Point, { photo, camera }: Bench): Window {
  const view = photo.window(start, camera.scale, SIDE);
  const corner = nearestCorner(toWindow(start, view), view);
  return { view, start, wires: new Wires(edgeCosts(view.pixels), corner) };
}

/** The wire to a place of the window, without its start, in image pixels. */
function follow({ view, wires }: Window, target: Point, reach = SNAP): Point[] {
  const end = wires.snap(target, reach);
  return wires
    .pathTo(end)
    .slice(1)
    .map((corner) => toImage(corner, view));
}

function isInside({ x, y }: Point, { pixels: { width, height }, beyond }: Sample): boolean {
  return (
    (x >= RIM || !beyond.left) &&
    (y >= RIM || !beyond.top) &&
    (x <= width - RIM || !beyond.right) &&
    (y <= height - RIM || !beyond.bottom)
  );
}

/** Where the straight way from the middle to the pointer meets the rim. */
function atRim(start: Point, target: Point, view: Sample): Point {
  const from = toWindow(start, view);
  let [near, far] = [0, 1];
  for (let i = 0; i < 12; i++) {
    const share = (near + far) / 2;
    const at = { x: from.x + (target.x - from.x) * share, y: from.y + (target.y - from.y) * share };
    if (isInside(at, view)) near = share;
    else far = share;
  }
  return { x: from.x + (target.x - from.x) * near, y: from.y + (target.y - from.y) * near };
}
