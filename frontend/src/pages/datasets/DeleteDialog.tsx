import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useDeleteDataset } from '../../api/hooks.ts';
import type { Dataset } from '../../api/types.ts';
import { describe } from '../../app/errors.ts';
import { number } from '../../format/index.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog, FooterGap } from '../../ui/Dialog.tsx';
import { toast } from '../../ui/Toast.tsx';

/** Says how many images go with the dataset before it is deleted. */
export function DeleteDialog({
  dataset,
  onClose,
}: {
  dataset: Dataset | null;
  onClose: () => void;
}) {
  const { t, i18n } = useLingui();
  const remove = useDeleteDataset();
  if (!dataset) return null;
  const { name } = dataset;
  const count = number(dataset.counts.total);
  const what = t`${plural(dataset.counts.total, { one: `Delete ${count} image`, other: `Delete ${count} images` })}`;
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Delete “${name}”`}
      width={460}
      footer={
        <>
          <FooterGap>{remove.error && describe(remove.error, i18n)}</FooterGap>
          <Button size="dialog" onClick={onClose}>{t`Cancel`}</Button>
          <Button
            size="dialog"
            variant="danger"
            busy={remove.isPending}
            autoFocus
            onClick={() =>
              remove.mutate(dataset.id, {
                onSuccess: () => {
                  onClose();
                  toast({ title: t`${name} deleted` });
                },
              })
            }
          >
            {dataset.counts.total > 0 ? what : t`Delete`}
          </Button>
        </>
      }
    >
      <p>
        <Trans>
          All images, masks and their history in this dataset go with it. This cannot be taken back.
        </Trans>
      </p>
    </Dialog>
  );
}
