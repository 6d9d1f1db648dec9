import { Navigate, Outlet, useLocation } from 'react-router';
import { ApiError } from '../api/client.ts';
import { useMe } from '../api/hooks.ts';
import { Failed } from './Failed.tsx';
import { Loading } from './Loading.tsx';

/** Everything below needs a session; without one the login page comes first and leads back here. */
export function SignedIn() {
  const me = useMe();
  const here = useLocation();
  if (me.data) return <Outlet />;
  if (me.error instanceof ApiError && (me.error.status === 401 || me.error.status === 403)) {
    const next =
      here.pathname === '/' ? '' : `?next=${encodeURIComponent(here.pathname + here.search)}`;
    return <Navigate to={`/login${next}`} replace />;
  }
  if (me.error) return <Failed error={me.error} retry={() => void me.refetch()} />;
  return <Loading />;
}
