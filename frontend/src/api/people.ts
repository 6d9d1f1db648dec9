import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, request } from './client.ts';
import type { components } from './schema.ts';
import type { Me, Page } from './types.ts';

type Schemas = components['schemas'];
export type Account = Schemas['User'];
export type Role = Schemas['Role'];
export type Member = Schemas['Member'];
export type Token = Schemas['Token'];
export type Browser = Schemas['Session'];
export type Entry = Schemas['Entry'];

export const ROLES = [
  'viewer',
  'annotator',
  'reviewer',
  'admin',
] as const satisfies readonly Role[];

/** What people may change of an account. */
export interface AccountChange {
  username?: string;
  password?: string;
  first_name?: string;
  last_name?: string;
  is_admin?: boolean;
  is_active?: boolean;
}

function useList<Item>(key: readonly unknown[], path: string) {
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api.get<Page<Item>>(path, signal).then((page) => page.results),
  });
}

/** A change of the server's data, after which what was loaded under these names is asked for again. */
function useChange<Input, Answer = unknown>(
  change: (input: Input) => Promise<Answer>,
  ...stale: readonly string[]
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () =>
      Promise.all(stale.map((name) => client.invalidateQueries({ queryKey: [name] }))),
  });
}

export const useAccounts = () => useList<Account>(['users'], 'users');
export const useMembers = (dataset: number) =>
  useList<Member>(['members', dataset], `datasets/${dataset}/members`);
export const useTokens = () => useList<Token>(['tokens'], 'tokens');
export const useBrowsers = () => useList<Browser>(['sessions'], 'sessions');

export const useAddAccount = () =>
  useChange((wanted: AccountChange) => api.post<Account>('users', wanted), 'users');
export const useChangeAccount = () =>
  useChange(
    ({ id, ...wanted }: AccountChange & { id: number }) =>
      api.patch<Account>(`users/${id}`, wanted),
    'users',
  );
export const useDeleteAccount = () =>
  useChange((id: number) => api.del(`users/${id}`), 'users', 'members');

export const useAddMember = (dataset: number) =>
  useChange(
    (wanted: { username: string; role: Role }) =>
      api.post<Member>(`datasets/${dataset}/members`, wanted),
    'members',
    'users',
    'datasets',
  );
export const useChangeMember = () =>
  useChange(
    ({ id, role }: { id: number; role: Role }) => api.patch<Member>(`members/${id}`, { role }),
    'members',
    'users',
    'datasets',
  );
export const useRemoveMember = () =>
  useChange((id: number) => api.del(`members/${id}`), 'members', 'users', 'datasets');

export const useAddToken = () =>
  useChange(
    (wanted: { name: string; scopes: string[]; expires: string | null }) =>
      api.post<Token & { token: string }>('tokens', wanted),
    'tokens',
  );
export const useWithdrawToken = () => useChange((id: number) => api.del(`tokens/${id}`), 'tokens');
export const useEndBrowser = () =>
  useChange((id: string) => api.del(id === '' ? 'sessions' : `sessions/${id}`), 'sessions');

/** What people may change of themselves. */
export interface Profile {
  first_name?: string;
  last_name?: string;
  password?: string;
  current_password?: string;
  preferences?: Record<string, string | null>;
  key_map?: Record<string, string[]>;
}

export const useChangeMe = () =>
  useChange((wanted: Profile) => api.patch<Me>('me', wanted), 'me', 'sessions', 'tokens');

/** What to look for in the audit. */
export interface AuditFilter {
  q: string;
  action: string;
  dataset: string;
  since: string;
}

export function auditQuery(filter: AuditFilter): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) if (value) query.set(name, value as string);
  return query.toString();
}

type AuditPage = Page<Entry> & { actions: string[] };

/** The audit page by page, newest first. */
export function useAudit(filter: AuditFilter) {
  return useInfiniteQuery({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam, signal }) => request<AuditPage>(pageParam, { signal }),
    initialPageParam: `audit?limit=100&${auditQuery(filter)}`,
    getNextPageParam: (last) => last.next,
    staleTime: 0,
  });
}
