import { Trans, useLingui } from '@lingui/react/macro';
import { SearchX } from 'lucide-react';
import { Link } from 'react-router';
import { Notice } from '../ui/Notice.tsx';

export function NotFound() {
  const { t } = useLingui();
  return (
    <Notice
      icon={SearchX}
      title={t`Nothing here`}
      action={
        <Link to="/datasets">
          <Trans>Go to the datasets</Trans>
        </Link>
      }
    >
      <Trans>This address leads to no page.</Trans>
    </Notice>
  );
}
