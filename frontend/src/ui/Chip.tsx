import { useLingui } from '@lingui/react/macro';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';
import styles from './Chip.module.css';

/** A filter in force: what and its value, and a cross to drop it. */
export function Chip({
  name,
  children,
  onRemove,
}: {
  name: string;
  children: ReactNode;
  onRemove: () => void;
}) {
  const { t } = useLingui();
  return (
    <span className={styles.chip}>
      <span className={styles.name}>{name}</span>
      <span className={styles.value}>{children}</span>
      <button
        type="button"
        className={styles.cross}
        aria-label={t`Remove filter ${name}`}
        onClick={onRemove}
      >
        <Icon of={X} size={12} />
      </button>
    </span>
  );
}
