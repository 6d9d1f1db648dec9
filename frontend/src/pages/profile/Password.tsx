import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { ApiError } from '../../api/client.ts';
import { useChangeMe } from '../../api/people.ts';
import { describe } from '../../app/errors.ts';
import { Button } from '../../ui/Button.tsx';
import { Card, Section } from '../../ui/Page.tsx';
import { TextField } from '../../ui/TextField.tsx';
import styles from './profile.module.css';

/** Another password for oneself; the old one is asked for. */
export function Password() {
  const { t, i18n } = useLingui();
  const change = useChangeMe();
  const [old, setOld] = useState('');
  const [next, setNext] = useState('');
  const code = change.error instanceof ApiError ? change.error.code : '';
  return (
    <Section
      title={t`Password`}
      about={t`A new password signs you out everywhere else and ends the tokens that the old one gave.`}
    >
      <Card padded>
        <form
          className={styles.form}
          onSubmit={(e) => {
            e.preventDefault();
            if (!old || !next) return;
            change.mutate(
              { current_password: old, password: next },
              {
                onSuccess: () => {
                  setOld('');
                  setNext('');
                },
              },
            );
          }}
        >
          <TextField
            label={t`Current password`}
            name="current_password"
            type="password"
            value={old}
            onChange={setOld}
            autoComplete="current-password"
            error={code === 'wrong_password' ? t`This is not the current password` : undefined}
          />
          <TextField
            label={t`New password`}
            name="password"
            type="password"
            value={next}
            onChange={setNext}
            autoComplete="new-password"
            error={
              change.error && code !== 'wrong_password' ? describe(change.error, i18n) : undefined
            }
          />
          <span className={styles.end}>
            <Button
              type="submit"
              busy={change.isPending}
              reason={old && next ? undefined : t`Type both first`}
            >{t`Change the password`}</Button>
            {change.isSuccess && <span className={styles.done} role="status">{t`Changed`}</span>}
          </span>
        </form>
      </Card>
    </Section>
  );
}
