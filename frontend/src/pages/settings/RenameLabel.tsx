import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { ApiError } from '../../api/client.ts';
import { useChangeDataset } from '../../api/hooks.ts';
import type { Dataset } from '../../api/types.ts';
import { describe } from '../../app/errors.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog, FooterGap } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/Toast.tsx';

/** Asks for another name of a label; the objects that have it keep it under the new name. */
export function RenameLabel({
  dataset,
  label,
  onClose,
}: {
  dataset: Dataset;
  label: string;
  onClose: () => void;
}) {
  const { t, i18n } = useLingui();
  const rename = useChangeDataset(dataset.id);
  const [name, setName] = useState(label);
  const clean = name.trim();
  // While it is being renamed, the new name is among the labels before the dialog has closed.
  const double = !rename.isPending && clean !== label && dataset.labels.includes(clean);
  const reason = double
    ? t`There is such a label`
    : clean === label
      ? t`Nothing is changed`
      : clean
        ? undefined
        : t`Give it a name first`;

  const save = (): void => {
    if (reason !== undefined) return;
    rename.mutate(
      { renames: { [label]: clean } },
      {
        onSuccess: () => {
          onClose();
          toast({ title: t`${label} is called ${clean} now` });
        },
      },
    );
  };
  const refused = (error: Error): string =>
    error instanceof ApiError && error.code === 'import_running'
      ? t`An import is running and brings masks with the old name. Wait until it is done.`
      : describe(error, i18n);

  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Rename ${label}`}
      width={440}
      footer={
        <>
          <FooterGap />
          <Button size="dialog" onClick={onClose}>{t`Cancel`}</Button>
          <Button
            size="dialog"
            variant="main"
            onClick={save}
            busy={rename.isPending}
            reason={reason}
          >{t`Rename`}</Button>
        </>
      }
    >
      <form
        onSubmit={(e) => {
          e.preventDefault();
          save();
        }}
      >
        <TextField
          label={t`Name`}
          name="label"
          value={name}
          onChange={(next) => {
            rename.reset();
            setName(next);
          }}
          autoFocus
          maxLength={100}
          hint={t`Objects that have this label keep it under the new name.`}
          error={
            double ? t`There is such a label` : rename.error ? refused(rename.error) : undefined
          }
        />
      </form>
    </Dialog>
  );
}
