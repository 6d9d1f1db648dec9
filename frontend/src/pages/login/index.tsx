import { useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { Moon, Languages, Sun } from 'lucide-react';
import { type SyntheticEvent, useEffect, useRef, useState } from 'react';
import { Navigate, useNavigate, useSearchParams } from 'react-router';
import { ApiError } from '../../api/client.ts';
import { useMe } from '../../api/hooks.ts';
import { describe } from '../../app/errors.ts';
import { signIn } from '../../app/session.ts';
import { chooseTheme, useTheme } from '../../app/theme.ts';
import { currentLanguage, type Language, LANGUAGES, setLanguage } from '../../i18n/index.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Mark } from '../../ui/Mark.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { HalfCut } from './HalfCut.tsx';
import styles from './login.module.css';
import { safeNext } from './next.ts';

export function Component() {
  const { t } = useLingui();
  const me = useMe();
  const [query] = useSearchParams();
  useEffect(() => {
    document.title = t`Sign in – Koutu`;
  });
  if (me.data && !me.error) return <Navigate to={safeNext(query.get('next'))} replace />;
  return (
    <div className={styles.page}>
      <div className={styles.side}>
        <div className={styles.brand}>
          <Mark size={22} />
          <span className={styles.name}>Koutu</span>
          <span className={styles.han} lang="zh">
            抠图
          </span>
        </div>
        <SignInForm next={safeNext(query.get('next'))} />
        <Preferences />
      </div>
      <HalfCut />
    </div>
  );
}

function SignInForm({ next }: { next: string }) {
  const { t, i18n } = useLingui();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const passwordField = useRef<HTMLInputElement>(null);

  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    try {
      client.setQueryData(['me'], await signIn(username, password));
      void navigate(next, { replace: true });
    } catch (error) {
      const refused = error instanceof ApiError && [400, 401, 403].includes(error.status);
      const limited = error instanceof ApiError && error.status === 429;
      setProblem(
        limited
          ? t`Too many tries. Wait a minute, then try again.`
          : refused
            ? t`User name and password do not match.`
            : describe(error, i18n),
      );
      passwordField.current?.select();
    } finally {
      setBusy(false);
    }
  };

  return (
    <form className={styles.form} onSubmit={(e) => void submit(e)} noValidate>
      <h1 className={styles.title}>{t`Sign in`}</h1>
      <p className={styles.host}>{location.host}</p>
      <TextField
        label={t`User name`}
        name="username"
        size="login"
        value={username}
        onChange={setUsername}
        autoComplete="username"
        autoFocus
      />
      <TextField
        ref={passwordField}
        label={t`Password`}
        name="password"
        type="password"
        size="login"
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
        error={problem}
      />
      <Button type="submit" variant="main" size="login" wide busy={busy}>
        {busy ? t`Signing in` : t`Sign in`}
      </Button>
    </form>
  );
}

function Preferences() {
  const { t } = useLingui();
  const theme = useTheme((s) => s.theme);
  return (
    <div className={styles.preferences}>
      <Icon of={Languages} size={14} />
      {(Object.keys(LANGUAGES) as Language[]).map((language) => (
        <button
          key={language}
          type="button"
          className={styles.choice}
          aria-pressed={language === currentLanguage()}
          lang={language}
          onClick={() => void setLanguage(language)}
        >
          {LANGUAGES[language]}
        </button>
      ))}
      <span className={styles.gap} />
      <span className={styles.version}>{__VERSION__}</span>
      <button
        type="button"
        className={styles.choice}
        onClick={() => chooseTheme(theme === 'dark' ? 'light' : 'dark')}
        aria-label={
          theme === 'dark' ? t`Theme: dark. Switch to light` : t`Theme: light. Switch to dark`
        }
      >
        <Icon of={theme === 'dark' ? Moon : Sun} size={14} />
        {theme === 'dark' ? t`Dark` : t`Light`}
      </button>
    </div>
  );
}
