import { Trans, useLingui } from '@lingui/react/macro';
import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { describe } from './errors.ts';
import styles from './Part.module.css';

interface Asked<T> {
  data: T | undefined;
  error: unknown;
  refetch: () => unknown;
}

/** A part of a page that asks for its own: `children` once there is an answer, what went wrong when there is none. */
export function Part<T>({
  asked: { data, error, refetch },
  children,
}: {
  asked: Asked<T>;
  children: (data: T) => ReactNode;
}) {
  const { i18n } = useLingui();
  if (data !== undefined) return children(data);
  if (!error) return <div className={styles.part} aria-busy />;
  return (
    <div className={styles.part} role="alert">
      <Icon of={CircleAlert} />
      <span className={styles.words}>{describe(error, i18n)}</span>
      <Button onClick={() => void refetch()}>
        <Trans>Try again</Trans>
      </Button>
    </div>
  );
}
