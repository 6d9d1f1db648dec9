import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useCreateDataset, useRenameDataset } from '../../api/hooks.ts';
import type { Dataset } from '../../api/types.ts';
import { describe } from '../../app/errors.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog, FooterGap } from '../../ui/Dialog.tsx';
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
  const double = clean !== old && taken.includes(clean);

  const save = (): void => {
    if (!clean || double) return;
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
    <Dialog
      open
      onClose={onClose}
      title={isNew ? t`New dataset` : t`Rename dataset`}
      width={440}
      footer={
        <>
          <FooterGap />
          <Button size="dialog" onClick={onClose}>{t`Cancel`}</Button>
          <Button
            size="dialog"
            variant="main"
            onClick={save}
            busy={create.isPending || rename.isPending}
            reason={clean ? undefined : t`Give it a name first`}
          >
            {isNew ? t`Create` : t`Rename`}
          </Button>
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
          name="name"
          value={name}
          onChange={setName}
          autoFocus
          maxLength={120}
          hint={t`For example the shop, the season or the shoot`}
          error={
            double
              ? t`Another dataset has this name`
              : failure
                ? describe(failure, i18n)
                : undefined
          }
        />
      </form>
    </Dialog>
  );
}
