import { QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError } from '../api/client.ts';

/** Server data is kept fresh by what changes it; a lost connection is retried twice, a refusal never. */
export const queries: QueryClient = new QueryClient({
  // A session that ended shows in any answer; asking who one is leads to the login page and back.
  queryCache: new QueryCache({
    onError: (error, query) => {
      if (error instanceof ApiError && error.status === 401 && query.queryKey[0] !== 'me') {
        void queries.invalidateQueries({ queryKey: ['me'] });
      }
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (failures, error) =>
        error instanceof ApiError && error.code === 'network' && failures < 2,
    },
  },
});
