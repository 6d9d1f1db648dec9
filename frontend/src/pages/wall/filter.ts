import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import type { ImageFilter } from '../../api/hooks.ts';
import { type ImageState, STATES } from '../../api/types.ts';

export const ORDERINGS = ['key', '-changed', 'score', '-score', '-edit'] as const;
export type Ordering = (typeof ORDERINGS)[number];

export interface WallFilter {
  state: ImageState | 'all';
  q: string;
  ordering: Ordering;
  /** Only images whose worst mask has a fault of this name; empty: all. */
  reason: string;
}

/** The filter that an address asks for; what is no filter is ignored. */
export function parseFilter(query: URLSearchParams): WallFilter {
  const state = query.get('state');
  const ordering = query.get('ordering');
  return {
    state: STATES.find((s) => s === state) ?? 'all',
    q: query.get('q') ?? '',
    ordering: ORDERINGS.find((o) => o === ordering) ?? 'key',
    reason: /^[a-z_]{1,30}$/.exec(query.get('reason') ?? '')?.[0] ?? '',
  };
}

/** A filter as the query of an address, without what is not set. */
export function queryOf(filter: WallFilter): URLSearchParams {
  const query = new URLSearchParams();
  if (filter.state !== 'all') query.set('state', filter.state);
  if (filter.q) query.set('q', filter.q);
  if (filter.ordering !== 'key') query.set('ordering', filter.ordering);
  if (filter.reason) query.set('reason', filter.reason);
  return query;
}

/** The wall's filter lives in the address, so that going back, reloading and sending a link keep it. */
export function useWallFilter(): {
  filter: WallFilter;
  change: (part: Partial<WallFilter>) => void;
  at: number | undefined;
} {
  const [query, setQuery] = useSearchParams();
  const filter = useMemo(() => parseFilter(query), [query]);
  const at = Number(query.get('at')) || undefined;
  return {
    filter,
    at,
    change: (part) => setQuery(queryOf({ ...filter, ...part }), { replace: true }),
  };
}

/** The same filter as the names of `GET images`. */
export function imageFilter(dataset: number, filter: WallFilter): ImageFilter {
  return {
    dataset,
    ...(filter.state === 'all' ? {} : { state: filter.state }),
    ...(filter.q ? { q: filter.q } : {}),
    ...(filter.reason ? { reason: filter.reason } : {}),
    ordering: filter.ordering,
  };
}
