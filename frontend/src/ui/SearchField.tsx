import { useLingui } from '@lingui/react/macro';
import { Search, X } from 'lucide-react';
import type { Ref } from 'react';
import { Icon } from './Icon.tsx';
import { IconButton } from './IconButton.tsx';
import styles from './SearchField.module.css';

interface SearchFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  width?: number;
  ref?: Ref<HTMLInputElement>;
}

/** Narrows what is shown while one types. Esc empties it, a second Esc leaves it. */
export function SearchField({ label, value, onChange, width = 220, ref }: SearchFieldProps) {
  const { t } = useLingui();
  return (
    <div className={styles.field} style={{ width }} role="search">
      <Icon of={Search} size={14} className={styles.icon} />
      <input
        ref={ref}
        type="text"
        aria-label={label}
        placeholder={label}
        className={styles.input}
        value={value}
        spellCheck={false}
        onChange={(e) => onChange(e.target.value)}
        onKeyDown={(e) => {
          if (e.key !== 'Escape') return;
          e.preventDefault();
          if (value) onChange('');
          else e.currentTarget.blur();
        }}
      />
      {value && <IconButton icon={X} size={24} label={t`Clear`} onClick={() => onChange('')} />}
    </div>
  );
}
