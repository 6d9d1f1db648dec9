import { Trans } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { WifiOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useMatch } from 'react-router';
import { api, ApiError } from '../api/client.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import styles from './Offline.module.css';

const PROBE_MS = 4000;

/** Watches requests fail for want of a connection, then asks the server until it answers. */
function useOffline(): { offline: boolean; probe: () => void } {
  const client = useQueryClient();
  const [offline, setOffline] = useState(!navigator.onLine);
  const probe = (): void => {
    api.get('health/live').then(
      () => {
        setOffline(false);
        void client.invalidateQueries();
      },
      (error: unknown) => setOffline(error instanceof ApiError && error.code === 'network'),
    );
  };
  useEffect(() => {
    const lost = (): void => setOffline(true);
    window.addEventListener('offline', lost);
    const stop = client.getQueryCache().subscribe(({ query }) => {
      const error: unknown = query.state.error;
      if (
        error instanceof ApiError &&
        error.code === 'network' &&
        query.state.fetchStatus === 'idle'
      )
        lost();
    });
    return () => {
      window.removeEventListener('offline', lost);
      stop();
    };
  }, [client]);
  useEffect(() => {
    if (!offline) return;
    const timer = setInterval(probe, PROBE_MS);
    return () => clearInterval(timer);
  });
  return { offline, probe };
}

/** Says that the server is away and goes by itself when it is back. The editor has its own, which counts what it keeps. */
export function Offline() {
  const { offline, probe } = useOffline();
  const inEditor = useMatch('/images/:id');
  if (!offline || inEditor) return null;
  return (
    <div className={styles.banner} role="status">
      <Icon of={WifiOff} className={styles.icon} />
      <div className={styles.words}>
        <strong className={styles.title}>
          <Trans>Offline</Trans>
        </strong>
        <Trans>The server cannot be reached. What you see is the last state it sent.</Trans>
      </div>
      <Button variant="quiet" onClick={probe}>
        <Trans>Try now</Trans>
      </Button>
    </div>
  );
}
