import { Trans, useLingui } from '@lingui/react/macro';
import { CircleAlert, Eye, GitMerge, Lock, RefreshCw, WifiOff } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import type { SessionState } from '../engine/session-state.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { decide } from './Conflict.tsx';
import type { Lease } from './lease.ts';
import styles from './Banner.module.css';

interface BannerProps {
  state: SessionState | null;
  lease: Lease;
  onRetry: () => void;
}

/** What keeps the user from working, what is safe, what happens next, and one thing to do about it. */
export function Banner({ state, lease, onRetry }: BannerProps) {
  const { t } = useLingui();
  if (!state) return null;
  const { holder, asker, link, trouble, unsent, retryAt } = state;
  const kept = unsent.size;
  if (holder) {
    const name = holder.name ?? holder.username;
    return (
      <Bar
        icon={Lock}
        title={t`${name} is editing this`}
        action={
          <Button onClick={lease.takeOver} busy={lease.asked}>
            {lease.asked ? t`Asked` : t`Ask to take over`}
          </Button>
        }
      >
        {lease.asked
          ? t`It is yours when ${name} agrees, or is silent for 30 s.`
          : t`You can look, but not change anything.`}
      </Bar>
    );
  }
  if (asker) {
    const name = asker.name ?? asker.username;
    return (
      <Bar
        icon={Lock}
        title={t`${name} asks to take over`}
        action={
          <>
            <Button variant="quiet" onClick={() => lease.answer(false)}>{t`Keep it`}</Button>
            <Button onClick={() => lease.answer(true)}>{t`Hand over`}</Button>
          </>
        }
      >
        {t`Without an answer within 30 s it goes to them. Your work is saved.`}
      </Bar>
    );
  }
  if (link === 'expired') {
    return (
      <Bar
        icon={CircleAlert}
        title={t`Your session is over`}
        action={<Button onClick={() => location.reload()}>{t`Sign in again`}</Button>}
      >
        {kept > 0 ? t`Your unsent changes are kept here and sent afterwards.` : t`Nothing is lost.`}
      </Bar>
    );
  }
  if (link === 'refused') {
    return (
      <Bar
        icon={CircleAlert}
        title={t`The server no longer lets this page in`}
        action={<Button onClick={() => location.reload()}>{t`Load again`}</Button>}
      >
        {kept > 0 ? t`Your unsent changes are kept here.` : t`Nothing is lost.`}
      </Bar>
    );
  }
  if (state.readOnly) {
    return (
      <Bar icon={Eye} title={t`You can look, but not change anything`} action={null}>
        {t`Your role in this dataset is viewer. Its administrators can change that.`}
      </Bar>
    );
  }
  if (link === 'waiting') {
    return (
      <Bar
        icon={WifiOff}
        title={kept > 0 ? t`Offline. ${kept} kept here.` : t`Offline`}
        note={retryAt === null ? null : <Countdown until={retryAt} />}
        action={
          <Button icon={RefreshCw} variant="quiet" onClick={onRetry}>
            <Trans>Try now</Trans>
          </Button>
        }
      >
        {t`Tools of the hand go on. Clicks and scribbles are answered when the connection is back. All is sent in order.`}
      </Bar>
    );
  }
  if (state.conflict) {
    const { name, username } = state.conflict.person;
    const who = name ?? username;
    return (
      <Bar
        icon={GitMerge}
        title={t`${who} changed this mask too`}
        action={<Button onClick={decide}>{t`Decide`}</Button>}
      >
        {t`Your changes are kept here until you say what becomes of them.`}
      </Bar>
    );
  }
  if (trouble) {
    return (
      <Bar
        icon={CircleAlert}
        title={t`Not saved`}
        action={<Button icon={RefreshCw} onClick={onRetry}>{t`Try again`}</Button>}
      >
        {trouble.code === 'timeout'
          ? t`The server does not answer. Your changes are kept here.`
          : t`Your changes are kept here.`}
      </Bar>
    );
  }
  return null;
}

interface BarProps {
  icon: typeof Lock;
  title: string;
  note?: ReactNode;
  action: ReactNode;
  children: ReactNode;
}

function Bar({ icon, title, note, action, children }: BarProps) {
  return (
    <section className={styles.banner} role="alert" data-banner>
      <span className={styles.icon}>
        <Icon of={icon} />
      </span>
      <div className={styles.words}>
        <b>{title}</b>
        <span>{children}</span>
      </div>
      <span className={styles.note}>{note}</span>
      {action}
    </section>
  );
}

function Countdown({ until }: { until: number }) {
  const { t } = useLingui();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(1, Math.ceil((until - now) / 1000));
  return t`Trying again in ${seconds} s`;
}
