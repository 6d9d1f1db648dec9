import { Navigate, Outlet, useLocation, useMatch } from 'react-router';
import { ApiError } from '../api/client.ts';
import { useMe } from '../api/hooks.ts';
import { Failed } from './Failed.tsx';
import { Loading } from './Loading.tsx';
import { useRemembered } from './preferences.ts';

/** Everything below needs a session; without one the login page comes first and leads back here. */
export function SignedIn() {
  const me = useMe();
  useRemembered();
  const here = useLocation();
  const inEditor = useMatch('/images/:id') !== null;
  const refused = me.error instanceof ApiError && [401, 403].includes(me.error.status);
  // The editor holds work that is not sent yet; it says itself that the session is over.
  if (me.data && (!refused || inEditor)) return <Outlet />;
  if (refused) {
    const next =
      here.pathname === '/' ? '' : `?next=${encodeURIComponent(here.pathname + here.search)}`;
    return <Navigate to={`/login${next}`} replace />;
  }
  if (me.error) return <Failed error={me.error} retry={() => void me.refetch()} />;
  return <Loading />;
}
