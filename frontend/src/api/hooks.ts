import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { api, request } from './client.ts';
import type { Dataset, ImageItem, Job, Me, Model, Page } from './types.ts';

/** Every page of a list of modest length (datasets, jobs), in order. */
async function all<Item>(path: string, signal: AbortSignal): Promise<Item[]> {
  const items: Item[] = [];
  let next: string | null = path;
  while (next !== null) {
    const page: Page<Item> = await request<Page<Item>>(next, { signal });
    items.push(...page.results);
    next = page.next;
  }
  return items;
}

export function useMe() {
  return useQuery({
    queryKey: ['me'],
    queryFn: ({ signal }) => api.get<Me>('me', signal),
    staleTime: 300_000,
  });
}

export function useDatasets() {
  return useQuery({
    queryKey: ['datasets'],
    queryFn: ({ signal }) => all<Dataset>('datasets?limit=200', signal),
  });
}

/** `enabled`: whether there is an id to ask for. */
export function useDataset(id: number, enabled = true) {
  const client = useQueryClient();
  return useQuery<Dataset>({
    queryKey: ['datasets', id],
    queryFn: ({ signal }) => api.get<Dataset>(`datasets/${id}`, signal),
    enabled,
    placeholderData: () => client.getQueryData<Dataset[]>(['datasets'])?.find((d) => d.id === id),
  });
}

export function useCreateDataset() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => api.post<Dataset>('datasets', { name }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['datasets'] }),
  });
}

export function useRenameDataset() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, name }: { id: number; name: string }) =>
      api.patch<Dataset>(`datasets/${id}`, { name }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['datasets'] }),
  });
}

/** Changes what objects of a dataset can be called, and their colours. */
export function useChangeDataset(id: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (
      changed: Partial<Pick<Dataset, 'labels' | 'colours'>> & { renames?: Record<string, string> },
    ) => api.patch<Dataset>(`datasets/${id}`, changed),
    onSuccess: async () => {
      void client.invalidateQueries({ queryKey: ['image'] });
      await client.invalidateQueries({ queryKey: ['datasets'] });
    },
  });
}

type Settings = Dataset['settings'];

/**
 * Changes some of a dataset's settings; the others stay. One change after the other: what a change becomes is asked when those
 * before it are on the server, so that a quick hand does not take back what it just chose.
 */
export function useChangeSettings(dataset: Dataset) {
  const client = useQueryClient();
  const queryKey = ['datasets', dataset.id];
  return useMutation({
    scope: { id: `settings of dataset ${dataset.id}` },
    mutationFn: (change: (now: Settings) => Settings) => {
      const now = client.getQueryData<Dataset>(queryKey)?.settings ?? dataset.settings;
      return api.patch<Dataset>(`datasets/${dataset.id}`, { settings: change(now) });
    },
    onSuccess: async (saved) => {
      client.setQueryData(queryKey, saved);
      await client.invalidateQueries({ queryKey: ['datasets'] });
    },
  });
}

/** The models that may answer the clicks in a dataset, the best first. */
export function useModels() {
  return useQuery({
    queryKey: ['models'],
    queryFn: ({ signal }) => api.get<Page<Model>>('models', signal).then((page) => page.results),
    staleTime: Infinity,
  });
}

export function useDeleteDataset() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: number) => api.del(`datasets/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: ['datasets'] }),
  });
}

/** Which images, in which order: the query names of `GET images`. */
export interface ImageFilter {
  dataset: number;
  state?: string;
  q?: string;
  ordering?: string;
  has_mask?: string;
  reason?: string;
}

export function imageQuery(filter: ImageFilter, limit: number): string {
  const query = new URLSearchParams({ dataset: String(filter.dataset), limit: String(limit) });
  for (const name of ['state', 'q', 'ordering', 'has_mask', 'reason'] as const) {
    const value = filter[name];
    if (value) query.set(name, value);
  }
  return `images?${query}`;
}

/** A dataset's images page by page; what was shown stays while another filter is being asked for. */
export function useImages(filter: ImageFilter) {
  return useInfiniteQuery({
    queryKey: ['images', filter],
    queryFn: ({ pageParam, signal }) => request<Page<ImageItem>>(pageParam, { signal }),
    initialPageParam: imageQuery(filter, 200),
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
}

const ACTIVE = new Set(['queued', 'running']);

/** Jobs, newest first; asked for often while one is at work. */
export function useJobs(dataset?: number) {
  return useQuery({
    queryKey: dataset === undefined ? ['jobs'] : ['jobs', dataset],
    queryFn: ({ signal }) =>
      api
        .get<Page<Job>>(
          dataset === undefined ? 'jobs?limit=50' : `jobs?limit=50&dataset=${dataset}`,
          signal,
        )
        .then((page) => page.results),
    refetchInterval: ({ state }) =>
      state.data?.some((job) => ACTIVE.has(job.state)) ? 1000 : 15_000,
  });
}

/** One job with its whole report, watched until it is over. */
export function useJob(id: number | undefined) {
  return useQuery({
    queryKey: ['job', id],
    queryFn: ({ signal }) => api.get<Job>(`jobs/${id ?? 0}`, signal),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (state.data && !ACTIVE.has(state.data.state) ? false : 500),
  });
}

export function useCancelJob() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: number) => api.del<Job | undefined>(`jobs/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: ['jobs'] }),
  });
}

export function isActive(job: Job): boolean {
  return ACTIVE.has(job.state);
}
