import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useCreateDataset, useRenameDataset } from '../../api/hooks.ts';
import type { Dataset } from '../../api/types.ts';
import { describe } from '../../app/errors.ts';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { TextField } from '../../ui/TextField.tsx';

interface NameDialogProps {
  /** What gets a name: nothing, a new dataset, or one that has one already. */
  target: Dataset | 'new' | null;
  taken: readonly string[];
  onClose: () => void;
}

/** Asks for a dataset's name; a new one is opened at once. */
export function NameDialog({ target, taken, onClose }: NameDialogProps) {
  return (
    target && (
      <OpenNameDialog
        key={target === 'new' ? 'new' : target.id}
        target={target}
        taken={taken}
        onClose={onClose}
      />
    )
  );
}

function OpenNameDialog({ target, taken, onClose }: NameDialogProps & { target: Dataset | 'new' }) {
  const { t, i18n } = useLingui();
  const navigate = useNavigate();
  const create = useCreateDataset();
  const rename = useRenameDataset();
  const isNew = target === 'new';
  const old = isNew ? '' : target.name;
  const [name, setName] = useState(old);
  const clean = name.trim();
  const failure = create.error ?? rename.error;
  const twice =
    clean !== old && taken.includes(clean) ? t`Another dataset has this name` : undefined;
  const reason = clean ? twice : t`Give it a name first`;

  const save = (): void => {
    if (isNew) {
      create.mutate(clean, {
        onSuccess: (dataset) => {
          onClose();
          void navigate(`/datasets/${dataset.id}`);
        },
      });
    } else rename.mutate({ id: target.id, name: clean }, { onSuccess: onClose });
  };

  return (
    <FormDialog
      title={isNew ? t`New dataset` : t`Rename dataset`}
      action={isNew ? t`Create` : t`Rename`}
      onSend={save}
      busy={create.isPending || rename.isPending}
      reason={reason}
      onClose={onClose}
    >
      <TextField
        label={t`Name`}
        name="name"
        value={name}
        onChange={setName}
        autoFocus
        maxLength={120}
        hint={t`For example the shop, the season or the shoot`}
        error={twice ?? (failure ? describe(failure, i18n) : undefined)}
      />
    </FormDialog>
  );
}
