import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { ApiError } from '../../api/client.ts';
import { useChangeDataset } from '../../api/hooks.ts';
import type { Dataset } from '../../api/types.ts';
import { describe } from '../../app/errors.ts';
import { FormDialog } from '../../ui/FormDialog.tsx';
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
  const twice =
    !rename.isPending && clean !== label && dataset.labels.includes(clean)
      ? t`There is such a label`
      : undefined;
  const same = clean === label ? t`Nothing is changed` : undefined;
  const reason = clean ? (twice ?? same) : t`Give it a name first`;

  const save = (): void => {
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
    <FormDialog
      title={t`Rename ${label}`}
      action={t`Rename`}
      onSend={save}
      busy={rename.isPending}
      reason={reason}
      onClose={onClose}
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
        error={twice ?? (rename.error ? refused(rename.error) : undefined)}
      />
    </FormDialog>
  );
}
