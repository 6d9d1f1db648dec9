import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { api } from '../api/client.ts';
import type { Me } from '../api/types.ts';

/** Opens a session; rejects with ApiError when the name or password is wrong. */
export async function signIn(username: string, password: string): Promise<Me> {
  // The cookie that guards against forged requests has to be there before the first POST.
  await api.get('auth/csrf');
  await api.post('auth/login', { username, password });
  return api.get<Me>('me');
}

/** Ends the session and forgets everything that was loaded with it. */
export function useSignOut(): () => void {
  const client = useQueryClient();
  const navigate = useNavigate();
  return () => {
    void api.post('auth/logout').finally(() => {
      void navigate('/login');
      client.clear();
    });
  };
}
