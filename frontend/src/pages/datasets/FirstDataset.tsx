import { Trans, useLingui } from '@lingui/react/macro';
import { Database } from 'lucide-react';
import { ActionButton } from '../../actions/ActionButton.tsx';
import { Notice } from '../../ui/Notice.tsx';

/** What one sees before there is any dataset. */
export function FirstDataset({ making }: { making: boolean }) {
  const { t } = useLingui();
  return (
    <Notice
      icon={Database}
      title={t`No datasets yet`}
      action={<ActionButton action="datasets.new" size="dialog" />}
    >
      {making ? (
        <Trans>
          The demo dataset is being made and shows up here by itself. Or begin with photos of your
          own.
        </Trans>
      ) : (
        <Trans>
          A dataset holds the photos of one shoot or shop, their masks and who works on them.
        </Trans>
      )}
    </Notice>
  );
}
