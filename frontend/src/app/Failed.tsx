import { Trans, useLingui } from '@lingui/react/macro';
import { CircleAlert, ImageOff, SearchX, WifiOff } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { Link, useRouteError } from 'react-router';
import { api, ApiError } from '../api/client.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { describe, UNREADABLE } from './errors.ts';

const PROBE_MS = 4000;

interface FailedProps {
  error: unknown;
  retry: () => void;
  /** Ways on from here, beside trying again. */
  beside?: ReactNode;
}

/** A page that could not be loaded: what happened and what to do, inside the page. It opens by itself when the server is back. */
export function Failed({ error, retry, beside }: FailedProps) {
  const { t, i18n } = useLingui();
  const { status, code } = error instanceof ApiError ? error : { status: 0, code: '' };
  const offline = code === 'network';
  useWhenBack(offline, retry);
  if (status === 404 && code !== UNREADABLE) {
    return (
      <Notice
        icon={SearchX}
        title={t`Nothing here`}
        action={
          beside ?? (
            <Link to="/datasets">
              <Trans>Go to the datasets</Trans>
            </Link>
          )
        }
      >
        {describe(error, i18n)}
      </Notice>
    );
  }
  const unreadable = code === UNREADABLE;
  return (
    <Notice
      icon={offline ? WifiOff : unreadable ? ImageOff : CircleAlert}
      tone="bad"
      title={
        offline
          ? t`The server cannot be reached`
          : unreadable
            ? t`This picture cannot be read`
            : t`This page could not be loaded`
      }
      action={
        <>
          <Button onClick={retry}>
            <Trans>Try again</Trans>
          </Button>
          {beside}
        </>
      }
    >
      {offline
        ? t`Nothing you saved is lost. This opens by itself when the server is back.`
        : describe(error, i18n)}
    </Notice>
  );
}

/** Asks whether the server is there; what failed is tried again only then, so that nothing flickers until it is. */
function useWhenBack(offline: boolean, retry: () => void): void {
  const latest = useRef(retry);
  useEffect(() => {
    latest.current = retry;
  });
  useEffect(() => {
    if (!offline) return undefined;
    const probe = (): void => {
      api.get('health/live').then(
        () => latest.current(),
        () => undefined,
      );
    };
    const timer = setInterval(probe, PROBE_MS);
    return () => clearInterval(timer);
  }, [offline]);
}

/** What the router shows when a page throws; the frame around it stays. */
export function PageFailed() {
  return <Failed error={useRouteError()} retry={() => location.reload()} />;
}
