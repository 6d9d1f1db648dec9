import { useLingui } from '@lingui/react/macro';
import { ChevronDown } from 'lucide-react';
import { Icon } from '../ui/Icon.tsx';
import { Menu, MenuRadio } from '../ui/Menu.tsx';
import { choose, chosen, type Course } from './course.ts';
import { useStore } from './useStore.ts';
import styles from './TopBar.module.css';

/** What comes after submitting or skipping; remembered. */
export function CourseMenu() {
  const { t } = useLingui();
  const { course } = useStore(chosen);
  const options: readonly { value: Course; label: string }[] = [
    { value: 'list', label: t`Next in the list` },
    { value: 'unfinished', label: t`Next unfinished` },
    { value: 'rejected', label: t`Rejected first` },
    { value: 'worst', label: t`Worst score first` },
  ];
  const now = options.find(({ value }) => value === course)?.label ?? '';
  const label = t`After submitting or skipping`;
  return (
    <Menu
      align="center"
      trigger={
        <button
          type="button"
          className={styles.course}
          aria-label={`${label}: ${now}`}
          title={`${label}: ${now}`}
        >
          <span>{now}</span>
          <Icon of={ChevronDown} size={14} />
        </button>
      }
    >
      <MenuRadio label={label} value={course} onChange={choose} options={options} />
    </Menu>
  );
}
