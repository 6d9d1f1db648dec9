import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from './client.ts';
import type { components } from './schema.ts';
import type { Job, Page } from './types.ts';

export type System = components['schemas']['System'];

/** How the server is; asked for again every few seconds while it is looked at. */
export function useSystem() {
  return useQuery({
    queryKey: ['system'],
    queryFn: ({ signal }) => api.get<System>('system', signal),
    refetchInterval: 5000,
  });
}

/** Jobs that failed, newest first. */
export function useFailedJobs() {
  return useQuery({
    queryKey: ['jobs', 'failed'],
    queryFn: ({ signal }) =>
      api.get<Page<Job>>('jobs?state=failed&limit=50', signal).then((page) => page.results),
    refetchInterval: 15_000,
  });
}

export function useRetryJob() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: number) => api.post<Job>(`jobs/${id}/retry`),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['jobs'] }),
        client.invalidateQueries({ queryKey: ['system'] }),
      ]),
  });
}
