import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { ApiError } from '../api/client.ts';
import { useMe } from '../api/hooks.ts';
import { describe } from '../app/errors.ts';
import { signIn } from '../app/session.ts';
import type { SessionState } from '../engine/session-state.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog, FooterGap } from '../ui/Dialog.tsx';
import { TextField } from '../ui/TextField.tsx';
import type { Work } from './work.ts';
import styles from './SignInAgain.module.css';

/** True when a request was refused because the session is over. */
export function isExpired(error: unknown): boolean {
  return error instanceof ApiError && error.status === 401;
}

/** The session ended in the middle of the work: the same person signs in over the page, and what was kept is sent. */
export function SignInAgain({ work, state }: { work: Work; state: SessionState }) {
  const { t, i18n } = useLingui();
  const client = useQueryClient();
  const { data: me } = useMe();
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [later, setLater] = useState(false);
  const expired = state.link === 'expired';
  const username = me?.username ?? '';
  const kept = state.unsent.size;

  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    try {
      client.setQueryData(['me'], await signIn(username, password));
      setPassword('');
      work.session.resume();
    } catch (error) {
      const refused = error instanceof ApiError && [400, 401, 403].includes(error.status);
      setProblem(refused ? t`The password is not right.` : describe(error, i18n));
    } finally {
      setBusy(false);
    }
  };

  if (!expired && later) setLater(false);
  return (
    <Dialog
      open={expired && !later}
      onClose={() => setLater(true)}
      title={t`Sign in again`}
      subtitle={
        kept > 0
          ? t`Your session is over. ${plural(kept, { one: '# change is kept here and sent', other: '# changes are kept here and sent' })} afterwards.`
          : t`Your session is over. Nothing is lost.`
      }
      width={400}
      footer={
        <>
          <Button
            size="dialog"
            variant="quiet"
            onClick={() => location.assign('/login')}
          >{t`I am somebody else`}</Button>
          <FooterGap />
          <Button size="dialog" variant="main" busy={busy} onClick={() => submitForm()}>
            {busy ? t`Signing in` : t`Sign in`}
          </Button>
        </>
      }
    >
      <form id={FORM} className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
        <TextField
          label={t`Password of ${username}`}
          name="password"
          type="password"
          value={password}
          onChange={setPassword}
          autoComplete="current-password"
          autoFocus
          error={problem}
        />
      </form>
    </Dialog>
  );
}

const FORM = 'sign-in-again';

/** The button stands in the dialog's footer, outside the form. */
function submitForm(): void {
  (document.getElementById(FORM) as HTMLFormElement | null)?.requestSubmit();
}
