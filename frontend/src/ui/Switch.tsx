import { Switch as Base } from '@base-ui/react/switch';
import type { ReactNode } from 'react';
import styles from './Switch.module.css';

/** On or off, at once. The label stands left, the switch right. */
export function Switch({
  checked,
  onChange,
  children,
}: {
  checked: boolean;
  onChange: (checked: boolean) => void;
  children: ReactNode;
}) {
  return (
    <label className={styles.row}>
      <span className={styles.words}>{children}</span>
      <Base.Root className={styles.track} checked={checked} onCheckedChange={(c) => onChange(c)}>
        <Base.Thumb className={styles.knob} />
      </Base.Root>
    </label>
  );
}
