import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { type Account, useChangeAccount } from '../../api/people.ts';
import { describe } from '../../app/errors.ts';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/Toast.tsx';

/** Another password for somebody who forgot theirs. */
export function PasswordDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const { t, i18n } = useLingui();
  const change = useChangeAccount();
  const [password, setPassword] = useState('');
  const { name } = account;
  const save = (): void => {
    change.mutate(
      { id: account.id, password },
      {
        onSuccess: () => {
          onClose();
          toast({ title: t`${name} has a new password` });
        },
      },
    );
  };
  return (
    <FormDialog
      title={t`New password for ${name}`}
      action={t`Set the password`}
      onSend={save}
      busy={change.isPending}
      reason={password ? undefined : t`Type the password first`}
      onClose={onClose}
    >
      <p>
        <Trans>The person is signed out everywhere and signs in with the new one.</Trans>
      </p>
      <TextField
        label={t`Password`}
        name="password"
        type="password"
        value={password}
        onChange={setPassword}
        autoFocus
        autoComplete="new-password"
        error={change.error ? describe(change.error, i18n) : undefined}
      />
    </FormDialog>
  );
}
