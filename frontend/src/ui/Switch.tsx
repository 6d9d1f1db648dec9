import { Switch as Base } from '@base-ui/react/switch';
import type { ReactNode } from 'react';
import { Tooltip } from './Tooltip.tsx';
import styles from './Switch.module.css';

/** On or off, at once. The label stands left, the switch right. */
export function Switch({
  checked,
  onChange,
  hint,
  children,
}: {
  checked: boolean;
  onChange: (checked: boolean) => void;
  /** What it means, as a tooltip. */
  hint?: string;
  children: ReactNode;
}) {
  const row = (
    <label className={styles.row}>
      <span className={styles.words}>{children}</span>
      <Base.Root
        className={styles.track}
        checked={checked}
        onCheckedChange={(c) => onChange(c)}
        aria-description={hint}
      >
        <Base.Thumb className={styles.knob} />
      </Base.Root>
    </label>
  );
  return hint === undefined ? row : <Tooltip text={hint}>{row}</Tooltip>;
}
