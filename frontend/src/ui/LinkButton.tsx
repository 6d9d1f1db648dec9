import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './Button.module.css';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';

/** A download that looks like a button: a real link, so it can also be saved elsewhere or copied. */
export function LinkButton({
  href,
  icon,
  main = false,
  size = 'dialog',
  children,
}: {
  href: string;
  icon?: LucideIcon;
  main?: boolean;
  size?: 'bar' | 'dialog';
  children: ReactNode;
}) {
  return (
    <a
      href={href}
      download
      className={cx(styles.button, styles.link, styles[size], main ? styles.main : styles.normal)}
    >
      {icon && <Icon of={icon} />}
      {children}
    </a>
  );
}
