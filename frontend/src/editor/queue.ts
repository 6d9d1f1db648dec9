import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { api } from '../api/client.ts';
import { withoutPlace } from '../app/place.ts';
import { report } from '../engine/report.ts';
import { chosen, fromQueue } from './course.ts';
import { imageIds } from './server.ts';
import { useStore } from './useStore.ts';

const UNFINISHED = ['rejected', 'in_progress', 'new'];

export interface Queue {
  /** Place of the image in the list, from 0; -1 while unknown or when it no longer matches. */
  position: number;
  total: number;
  /** Ids on both sides, null at the ends. */
  previous: number | null;
  next: number | null;
  go: (id: number | null) => void;
  /** What will probably come after this image; null while unknown, or at the end. */
  upcoming: number | null;
  /** The next image that still needs work; null when there is none. */
  nextUnfinished: () => Promise<number | null>;
  /** What comes after this image was submitted or skipped, reserved for the user; null when there is none. */
  following: () => Promise<number | null>;
  /** The grid at the place one came from. */
  back: () => void;
}

function queryOf(dataset: number, params: URLSearchParams, state?: string): string {
  const query = new URLSearchParams({
    dataset: String(dataset),
    ordering: params.get('ordering') ?? 'key',
  });
  const wanted = {
    q: params.get('q'),
    state: state ?? params.get('state'),
    reason: params.get('reason'),
  };
  for (const [name, value] of Object.entries(wanted)) if (value) query.set(name, value);
  return query.toString();
}

/** The list that the image was opened from. It is asked for once, so that finished images do not shift the places of the others. */
export function useQueue(image: number, ofImage: number | undefined): Queue {
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const client = useQueryClient();
  const dataset = (Number(params.get('dataset')) || ofImage) ?? 0;
  const { data: ids } = useQuery({
    queryKey: ['image-ids', queryOf(dataset, params)],
    queryFn: () => imageIds(queryOf(dataset, params)),
    enabled: dataset > 0,
    staleTime: Infinity,
    gcTime: 30_000,
  });
  const position = useMemo(() => ids?.indexOf(image) ?? -1, [ids, image]);
  const at = (index: number): number | null => (position < 0 ? null : (ids?.[index] ?? null));

  const go = useCallback(
    (id: number | null) => {
      if (id === null) return;
      const query = withoutPlace(params);
      if (dataset) query.set('dataset', String(dataset));
      // The next image is waited for with open eyes: nothing else goes first.
      void navigate(`/images/${id}?${query}`, { replace: true, flushSync: true });
    },
    [dataset, navigate, params],
  );

  const nextUnfinished = async (): Promise<number | null> => {
    const lists = await Promise.all(
      UNFINISHED.map((state) => imageIds(queryOf(dataset, params, state))),
    );
    const open = new Set(lists.flat());
    const order = ids ?? [];
    const around = [...order.slice(position + 1), ...order.slice(0, Math.max(0, position))];
    return around.find((id) => open.has(id)) ?? null;
  };

  const { course } = useStore(chosen);
  const reserved = useRef(new Set<number>());
  const follow = async (peek: boolean): Promise<number | null> => {
    if (course === 'list') return at(position + 1);
    if (course === 'unfinished') return nextUnfinished();
    return fromQueue(course, dataset, image, peek);
  };
  const following = async (): Promise<number | null> => {
    const id = await follow(false);
    if (id !== null && (course === 'rejected' || course === 'worst')) reserved.current.add(id);
    return id;
  };
  useEffect(() => {
    const own = reserved.current;
    return () => {
      // What the queue reserved is given back, also where no work was done that would hold it.
      if (own.delete(image)) api.del(`images/${image}/lease`).catch(report);
    };
  }, [image]);
  const { data: upcoming } = useQuery({
    queryKey: ['upcoming', course, dataset, image, position],
    queryFn: () => follow(true),
    enabled: dataset > 0 && ids !== undefined,
    staleTime: 30_000,
    gcTime: 30_000,
  });

  const back = (): void => {
    const query = withoutPlace(params);
    query.delete('dataset');
    query.set('at', String(image));
    void client.invalidateQueries({ queryKey: ['images'] });
    void navigate(dataset ? `/datasets/${dataset}?${query}` : '/datasets');
  };

  return {
    position,
    total: ids?.length ?? 0,
    previous: at(position - 1),
    next: at(position + 1),
    upcoming: upcoming ?? null,
    go,
    nextUnfinished,
    following,
    back,
  };
}
