import { QueryClient } from '@tanstack/react-query';
import { ApiError } from '../api/client.ts';

/** Server data is kept fresh by what changes it; a lost connection is retried twice, a refusal never. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (failures, error) =>
        error instanceof ApiError && error.code === 'network' && failures < 2,
    },
  },
});
