import type { Camera, Size } from './camera.ts';
import { intersect, isEmpty, type Rect } from './rect.ts';
import { report } from './report.ts';
import { Store } from './store.ts';

/** Image pixels of a tile's side; those at the right and the lower edge are as large as what is left. */
export const TILE = 1024;
/** A decoded tile takes four megabytes. */
const KEPT = 64;
const AT_ONCE = 4;

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
  draw(context: CanvasRenderingContext2D, seen: Rect, { scale, x, y }: Camera): void {
    const missing: [number, number][] = [];
    const [right, bottom] = [(seen.x + seen.w - 1) / TILE, (seen.y + seen.h - 1) / TILE];
    for (let row = Math.floor(seen.y / TILE); row <= bottom; row++) {
      for (let column = Math.floor(seen.x / TILE); column <= right; column++) {
        const tile = this.take(nameOf(column, row));
        if (!tile) missing.push([column, row]);
        else {
          const place = this.placeOf(column, row);
          const part = intersect(place, seen);
          if (isEmpty(part)) continue;
          context.drawImage(
            tile,
            part.x - place.x,
            part.y - place.y,
            part.w,
            part.h,
            part.x * scale + x,
            part.y * scale + y,
            part.w * scale,
            part.h * scale,
          );
        }
      }
    }
    this.want(missing);
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

function nameOf(column: number, row: number): string {
  return `${column} ${row}`;
}
