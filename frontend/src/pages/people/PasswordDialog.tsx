import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { type Account, useChangeAccount } from '../../api/people.ts';
import { describe } from '../../app/errors.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog, FooterGap } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/Toast.tsx';
import styles from './people.module.css';

/** Another password for somebody who forgot theirs. */
export function PasswordDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const { t, i18n } = useLingui();
  const change = useChangeAccount();
  const [password, setPassword] = useState('');
  const { name } = account;
  const save = (): void => {
    if (password)
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
    <Dialog
      open
      onClose={onClose}
      title={t`New password for ${name}`}
      width={440}
      footer={
        <>
          <FooterGap />
          <Button size="dialog" onClick={onClose}>{t`Cancel`}</Button>
          <Button
            size="dialog"
            variant="main"
            onClick={save}
            busy={change.isPending}
            reason={password ? undefined : t`Type the password first`}
          >{t`Set the password`}</Button>
        </>
      }
    >
      <form
        className={styles.form}
        onSubmit={(e) => {
          e.preventDefault();
          save();
        }}
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
      </form>
    </Dialog>
  );
}
