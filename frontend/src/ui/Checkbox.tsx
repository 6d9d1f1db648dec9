import { Checkbox as Base } from '@base-ui/react/checkbox';
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';
import styles from './Checkbox.module.css';

interface CheckboxProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  children: ReactNode;
  /** A second, quieter line. */
  hint?: ReactNode;
}

export function Checkbox({ checked, onChange, children, hint }: CheckboxProps) {
  return (
    <label className={styles.row}>
      <Base.Root className={styles.box} checked={checked} onCheckedChange={(c) => onChange(c)}>
        <Base.Indicator className={styles.mark}>
          <Icon of={Check} size={12} />
        </Base.Indicator>
      </Base.Root>
      <span className={styles.words}>
        {children}
        {hint !== undefined && <span className={styles.hint}>{hint}</span>}
      </span>
    </label>
  );
}
