import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { ApiError } from '../../api/client.ts';
import { type Account, useAddAccount, useChangeAccount } from '../../api/people.ts';
import { describe, fieldError } from '../../app/errors.ts';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/Toast.tsx';
import styles from './people.module.css';

/** A new account, or what there is to change of one. */
export function AccountDialog({
  account,
  onClose,
}: {
  account: Account | null;
  onClose: () => void;
}) {
  const { t, i18n } = useLingui();
  const add = useAddAccount();
  const change = useChangeAccount();
  const [username, setUsername] = useState(account?.username ?? '');
  const [password, setPassword] = useState('');
  const [first, setFirst] = useState(account?.first_name ?? '');
  const [last, setLast] = useState(account?.last_name ?? '');
  const [admin, setAdmin] = useState(account?.is_admin ?? false);
  const error = add.error ?? change.error;
  const code = error instanceof ApiError ? error.code : '';
  const missing = account === null && (username.trim() === '' || password === '');

  const save = (): void => {
    const names = { first_name: first.trim(), last_name: last.trim(), is_admin: admin };
    if (account === null)
      add.mutate(
        { ...names, username: username.trim(), password },
        {
          onSuccess: (made) => {
            onClose();
            toast({ title: t`${{ name: made.name }} can sign in now` });
          },
        },
      );
    else change.mutate({ ...names, id: account.id }, { onSuccess: onClose });
  };

  return (
    <FormDialog
      title={account ? t`Edit ${{ name: account.name }}` : t`New person`}
      width={460}
      action={account ? t`Save` : t`Create`}
      onSend={save}
      busy={add.isPending || change.isPending}
      reason={missing ? t`A user name and a password are needed` : undefined}
      problem={
        error &&
        !['username_taken', 'weak_password', 'invalid'].includes(code) &&
        describe(error, i18n)
      }
      onClose={onClose}
    >
      {account === null && (
        <TextField
          label={t`User name`}
          name="username"
          value={username}
          onChange={setUsername}
          autoFocus
          autoComplete="off"
          maxLength={150}
          hint={t`Letters, figures and . _ - @ +`}
          error={
            code === 'username_taken'
              ? t`Another account has this name`
              : fieldError(error, 'username')
          }
        />
      )}
      <div className={styles.two}>
        <TextField
          label={t`First name`}
          name="first_name"
          value={first}
          onChange={setFirst}
          maxLength={150}
        />
        <TextField
          label={t`Last name`}
          name="last_name"
          value={last}
          onChange={setLast}
          maxLength={150}
        />
      </div>
      {account === null && (
        <TextField
          label={t`Password`}
          name="password"
          type="password"
          value={password}
          onChange={setPassword}
          autoComplete="new-password"
          hint={t`Tell it to the person; they can change it in their profile`}
          error={
            code === 'weak_password' ? (error as ApiError).message : fieldError(error, 'password')
          }
        />
      )}
      <Switch checked={admin} onChange={setAdmin}>
        {t`Administers the server: all datasets, all people`}
      </Switch>
    </FormDialog>
  );
}
