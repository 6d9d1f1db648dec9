import { Trans, useLingui } from '@lingui/react/macro';
import { CircleAlert, SearchX, WifiOff } from 'lucide-react';
import { Link, useRouteError } from 'react-router';
import { ApiError } from '../api/client.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { describe } from './errors.ts';

/** A page that could not be loaded: what happened and one thing to do, inside the page. */
export function Failed({ error, retry }: { error: unknown; retry: () => void }) {
  const { t, i18n } = useLingui();
  const missing = error instanceof ApiError && error.status === 404;
  const offline = error instanceof ApiError && error.code === 'network';
  return (
    <Notice
      icon={missing ? SearchX : offline ? WifiOff : CircleAlert}
      tone={missing ? 'plain' : 'bad'}
      title={missing ? t`Nothing here` : t`This page could not be loaded`}
      action={
        missing ? (
          <Link to="/datasets">
            <Trans>Go to the datasets</Trans>
          </Link>
        ) : (
          <Button onClick={retry}>
            <Trans>Try again</Trans>
          </Button>
        )
      }
    >
      {describe(error, i18n)}
    </Notice>
  );
}

/** What the router shows when a page throws; the frame around it stays. */
export function PageFailed() {
  return <Failed error={useRouteError()} retry={() => location.reload()} />;
}
