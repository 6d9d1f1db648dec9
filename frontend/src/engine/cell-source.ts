import type { CellMap } from './cells.ts';
import { report } from './report.ts';
import { Store } from './store.ts';

export interface CellState {
  readonly status: 'idle' | 'loading' | 'ready' | 'failed';
}

/** The superpixels of one image, fetched when a tool first asks for them. */
export class CellSource {
  readonly state = new Store<CellState>({ status: 'idle' });
  private readonly maps = new Map<number, CellMap | 'loading' | 'failed'>();

  /** `load`: the map with about this many cells. */
  constructor(private readonly load: (cells: number) => Promise<CellMap>) {}

  /** The map with about this many cells; null while it is on its way, or when it cannot be had. */
  get(cells: number): CellMap | null {
    const known = this.maps.get(cells);
    if (known === undefined) this.fetch(cells);
    const map = this.maps.get(cells);
    const status = typeof map === 'string' ? map : 'ready';
    this.state.set({ status });
    return typeof map === 'object' ? map : null;
  }

  /** Asks again for what could not be had. */
  retry(): void {
    for (const [cells, map] of this.maps) if (map === 'failed') this.fetch(cells);
  }

  private fetch(cells: number): void {
    this.maps.set(cells, 'loading');
    this.state.set({ status: 'loading' });
    this.load(cells).then(
      (map) => {
        this.maps.set(cells, map);
        this.state.set({ status: 'ready' });
      },
      (error: unknown) => {
        this.maps.set(cells, 'failed');
        this.state.set({ status: 'failed' });
        report(error);
      },
    );
  }
}
