import type { Pixels } from './flood.ts';
import type { Point } from './rect.ts';

/**
 * Paths that cling to edges. The nodes are the corners where four pixels meet, so that a path along an edge runs
 * between the pixels on its two sides and cuts none of them in half.
 */

/** Costs of the corners (0..width, 0..height) of a picture: small on edges. */
export interface Costs {
  readonly width: number;
  readonly height: number;
  /** (width + 1) * (height + 1) bytes, at least 1 each. */
  readonly corners: Uint8Array;
}

const CHEAPEST = 4;
const DEAREST = 255;
/** The strength that counts as a full edge: what this share of the corners stays below. */
const FULL_EDGE = 0.97;
/** In a flat picture noise must not pass for edges. */
const LEAST_EDGE = 24;

/** The costs of a small picture: a window of a photo. */
export function edgeCosts({ data, width, height }: Pixels): Costs {
  const stride = width + 1;
  const strength = new Float32Array(stride * (height + 1));
  for (let channel = 0; channel < 3; channel++) {
    for (let y = 1; y < height; y++) {
      let at = y * width * 4 + channel;
      let p00 = data[at - width * 4]!;
      let p01 = data[at]!;
      for (let corner = y * stride + 1, end = corner + width - 1; corner < end; corner++) {
        at += 4;
        const p10 = data[at - width * 4]!;
        const p11 = data[at]!;
        const gx = p10 + p11 - p00 - p01;
        const gy = p01 + p11 - p00 - p10;
        const here = gx * gx + gy * gy;
        if (here > strength[corner]!) strength[corner] = here;
        p00 = p10;
        p01 = p11;
      }
    }
  }
  for (let i = 0; i < strength.length; i++) strength[i] = Math.sqrt(strength[i]!) / 2;
  const full = Math.max(LEAST_EDGE, quantile(strength, FULL_EDGE));
  const corners = new Uint8Array(strength.length);
  for (let i = 0; i < corners.length; i++) {
    const flat = 1 - Math.min(1, strength[i]! / full);
    corners[i] = CHEAPEST + (DEAREST - CHEAPEST) * flat * flat;
  }
  return { width, height, corners };
}

function quantile(values: Float32Array, share: number): number {
  const bins = new Uint32Array(256);
  for (const value of values) bins[Math.min(255, Math.floor(value))]!++;
  let left = values.length * share;
  for (let bin = 0; bin < 256; bin++) {
    left -= bins[bin]!;
    if (left <= 0) return bin + 1;
  }
  return 256;
}

const STRAIGHT = 5;
const DIAGONAL = 7;
/** More than the dearest step, a power of two. */
const BUCKETS = 2048;

/**
 * The cheapest ways from one corner to all others of a window. They are searched for no farther than they are asked for,
 * so that a line that follows the pointer costs what lies between two of its places.
 */
export class Wires {
  /** The corner before this one on the way from the start; -1 where there is none. */
  private readonly before: Int32Array;
  /** The length of the best way known; final once `reached`. */
  private readonly far: Uint32Array;
  private readonly reached: Uint8Array;
  private readonly open: Buckets;
  private distance = 0;
  private readonly stride: number;

  constructor(
    private readonly costs: Costs,
    /** A corner: whole numbers inside 0..width, 0..height. */
    start: Point,
  ) {
    const { length } = costs.corners;
    this.stride = costs.width + 1;
    this.before = new Int32Array(length).fill(-1);
    this.far = new Uint32Array(length).fill(UNKNOWN);
    this.reached = new Uint8Array(length);
    this.open = new Buckets(length);
    const first = start.y * this.stride + start.x;
    this.far[first] = 0;
    this.open.put(first, 0);
  }

  /** The corners from the start to `end`, both included. */
  pathTo(end: Point): Point[] {
    const last = end.y * this.stride + end.x;
    this.searchTo(last);
    const path: Point[] = [];
    for (let at = last; at >= 0; at = this.before[at]!) {
      path.push({ x: at % this.stride, y: Math.floor(at / this.stride) });
    }
    return path.reverse();
  }

  /** The corner with the strongest edge within `reach` of a place; the nearest one where there is none. */
  snap(place: Point, reach: number): Point {
    const { width, height, corners } = this.costs;
    const at = {
      x: Math.min(width, Math.max(0, Math.round(place.x))),
      y: Math.min(height, Math.max(0, Math.round(place.y))),
    };
    let best = at;
    let least = corners[at.y * this.stride + at.x]!;
    for (let y = Math.max(0, at.y - reach); y <= Math.min(height, at.y + reach); y++) {
      for (let x = Math.max(0, at.x - reach); x <= Math.min(width, at.x + reach); x++) {
        const away = Math.hypot(x - at.x, y - at.y);
        if (away > reach) continue;
        // Of two edges alike the nearer one is meant.
        const cost = corners[y * this.stride + x]! + away * 4;
        if (cost < least) [best, least] = [{ x, y }, cost];
      }
    }
    return best;
  }

  /** Dijkstra with a ring of buckets: all open corners lie within one dearest step of each other. */
  private searchTo(goal: number): void {
    const { open, reached } = this;
    for (; reached[goal] === 0 && open.size > 0; this.distance++) {
      for (let node = open.take(this.distance); node >= 0; node = open.take(this.distance)) {
        reached[node] = 1;
        this.spread(node);
      }
    }
  }

  private spread(node: number): void {
    const { width, height, corners } = this.costs;
    const { stride, before, far, open, distance } = this;
    const y = Math.floor(node / stride);
    const x = node - y * stride;
    const [top, bottom] = [y > 0 ? -1 : 0, y < height ? 1 : 0];
    const [left, right] = [x > 0 ? -1 : 0, x < width ? 1 : 0];
    for (let dy = top; dy <= bottom; dy++) {
      for (let dx = left; dx <= right; dx++) {
        const other = node + dy * stride + dx;
        const way = distance + corners[other]! * (dx !== 0 && dy !== 0 ? DIAGONAL : STRAIGHT);
        const known = far[other]!;
        if (way >= known) continue;
        if (known !== UNKNOWN) open.drop(other, known);
        far[other] = way;
        before[other] = node;
        open.put(other, way);
      }
    }
  }
}

const UNKNOWN = 0xffffffff;

/** Corners by their distance, each in one bucket at most. Linked through arrays, so that a search makes no garbage. */
class Buckets {
  size = 0;
  private readonly first = new Int32Array(BUCKETS).fill(-1);
  private readonly next: Int32Array;
  private readonly previous: Int32Array;

  constructor(corners: number) {
    this.next = new Int32Array(corners);
    this.previous = new Int32Array(corners);
  }

  put(node: number, distance: number): void {
    const bucket = distance % BUCKETS;
    const second = this.first[bucket]!;
    this.next[node] = second;
    this.previous[node] = -1;
    if (second >= 0) this.previous[second] = node;
    this.first[bucket] = node;
    this.size++;
  }

  drop(node: number, distance: number): void {
    const next = this.next[node]!;
    const previous = this.previous[node]!;
    if (next >= 0) this.previous[next] = previous;
    if (previous >= 0) this.next[previous] = next;
    else this.first[distance % BUCKETS] = next;
    this.size--;
  }

  /** Any corner at this distance, taken out; -1 when there is none. */
  take(distance: number): number {
    const node = this.first[distance % BUCKETS]!;
    if (node >= 0) this.drop(node, distance);
    return node;
  }
}
