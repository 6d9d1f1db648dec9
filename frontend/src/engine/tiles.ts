import type { Camera, Size } from './camera.ts';
import { intersect, isEmpty, type Rect } from './rect.ts';
import { report } from './report.ts';
import { Store } from './store.ts';

/** Image pixels of a tile's side; those at the right and the lower edge are as large as what is left. */
export const TILE = 1024;
/** A decoded tile takes four megabytes. */
const KEPT = 64;
const AT_ONCE = 4;

type Drawing = Pick<CanvasRenderingContext2D, 'drawImage'>;

/** The finest level of a large picture in pieces: only those that are looked at are loaded, and the last few kept. */
export class Tiles {
  /** How many have come; whoever draws them watches this. */
  readonly state = new Store<{ arrived: number }>({ arrived: 0 });
  private readonly here = new Map<string, ImageBitmap>();
  private readonly loading = new Map<string, AbortController>();
  private readonly failed = new Set<string>();
  private wanted: readonly (readonly [column: number, row: number])[] = [];
  private closed = false;

  constructor(
    private readonly size: Size,
    private readonly load: (
      column: number,
      row: number,
      signal: AbortSignal,
    ) => Promise<ImageBitmap>,
  ) {}

  /** Draws what is here of the part that is seen, and sends for the rest. */
  draw(context: CanvasRenderingContext2D, seen: Rect, camera: Camera): void {
    this.want(this.paint(context, seen, camera));
  }

  /** Whether all of a part is here. */
  have(part: Rect): boolean {
    return placesIn(part).every(([column, row]) => this.here.has(nameOf(column, row)));
  }

  /** Draws what is here of a part; tells which tiles are not. */
  paint(context: Drawing, part: Rect, { scale, x, y }: Camera): (readonly [number, number])[] {
    return placesIn(part).filter(([column, row]) => {
      const tile = this.take(nameOf(column, row));
      if (!tile) return true;
      const place = this.placeOf(column, row);
      const from = intersect(place, part);
      if (isEmpty(from)) return false;
      context.drawImage(
        tile,
        from.x - place.x,
        from.y - place.y,
        from.w,
        from.h,
        from.x * scale + x,
        from.y * scale + y,
        from.w * scale,
        from.h * scale,
      );
      return false;
    });
  }

  close(): void {
    this.closed = true;
    this.want([]);
    for (const tile of this.here.values()) tile.close();
    this.here.clear();
  }

  /** What is seen now comes first; what was asked for and is out of sight is given up. */
  private want(places: readonly (readonly [number, number])[]): void {
    this.wanted = places;
    const names = new Set(places.map(([column, row]) => nameOf(column, row)));
    for (const [name, stop] of this.loading) {
      if (names.has(name)) continue;
      this.loading.delete(name);
      stop.abort();
    }
    this.fetch();
  }

  private fetch(): void {
    for (const [column, row] of this.wanted) {
      if (this.closed || this.loading.size >= AT_ONCE) return;
      const name = nameOf(column, row);
      if (this.here.has(name) || this.loading.has(name) || this.failed.has(name)) continue;
      const stop = new AbortController();
      this.loading.set(name, stop);
      this.load(column, row, stop.signal).then(
        (tile) => {
          this.arrived(name, tile, stop);
        },
        (error: unknown) => {
          if (stop.signal.aborted) return;
          // The coarser level stands in for it.
          this.loading.delete(name);
          this.failed.add(name);
          report(error);
          this.fetch();
        },
      );
    }
  }

  private arrived(name: string, tile: ImageBitmap, { signal }: AbortController): void {
    if (signal.aborted || this.closed) {
      tile.close();
      return;
    }
    this.loading.delete(name);
    this.here.set(name, tile);
    for (const [old, last] of this.here) {
      if (this.here.size <= KEPT) break;
      this.here.delete(old);
      last.close();
    }
    this.state.set({ arrived: this.state.get().arrived + 1 });
    this.fetch();
  }

  /** A tile that is here, which now is the newest. */
  private take(name: string): ImageBitmap | undefined {
    const tile = this.here.get(name);
    if (!tile) return undefined;
    this.here.delete(name);
    this.here.set(name, tile);
    return tile;
  }

  private placeOf(column: number, row: number): Rect {
    const [x, y] = [column * TILE, row * TILE];
    const { width, height } = this.size;
    return { x, y, w: Math.min(TILE, width - x), h: Math.min(TILE, height - y) };
  }
}

/** The tiles that a part of the picture lies on, row by row. */
function placesIn({ x, y, w, h }: Rect): (readonly [column: number, row: number])[] {
  const places: [number, number][] = [];
  const [right, bottom] = [(x + w - 1) / TILE, (y + h - 1) / TILE];
  for (let row = Math.floor(y / TILE); row <= bottom; row++) {
    for (let column = Math.floor(x / TILE); column <= right; column++) places.push([column, row]);
  }
  return places;
}

function nameOf(column: number, row: number): string {
  return `${column} ${row}`;
}
