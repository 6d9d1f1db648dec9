import { Button as Base } from '@base-ui/react/button';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';
import { KeyCaps } from './KeyCaps.tsx';
import { Tooltip } from './Tooltip.tsx';
import styles from './Button.module.css';

export interface ButtonProps {
  children: ReactNode;
  onClick?: () => void;
  /** `main` is the one inverted button of a page; `quiet` has no edge; `danger` deletes. */
  variant?: 'main' | 'normal' | 'quiet' | 'danger';
  size?: 'panel' | 'bar' | 'dialog' | 'login';
  icon?: LucideIcon;
  keys?: string | undefined;
  type?: 'button' | 'submit';
  /** Why it cannot be used now; shown as a tooltip. Its presence disables the button. */
  reason?: string | undefined;
  /** At work: disabled without a reason, the label says what happens. */
  busy?: boolean;
  wide?: boolean;
  /** In a narrow window the icon stands alone; a tooltip has the word. */
  fold?: boolean;
  autoFocus?: boolean;
}

/** A button with a word. Disabled ones keep the focus and say why. */
export function Button({
  children,
  onClick,
  variant = 'normal',
  size = 'bar',
  icon,
  keys,
  type = 'button',
  reason,
  busy = false,
  wide = false,
  fold = false,
  autoFocus,
}: ButtonProps) {
  const button = (
    <Base
      type={type}
      className={cx(
        styles.button,
        styles[variant],
        styles[size],
        wide && styles.wide,
        fold && styles.fold,
      )}
      onClick={onClick}
      disabled={reason !== undefined || busy}
      focusableWhenDisabled
      autoFocus={autoFocus}
      data-autofocus={autoFocus === true ? '' : undefined}
    >
      {icon && <Icon of={icon} size={size === 'panel' ? 14 : 16} />}
      <span className={styles.word}>{children}</span>
      <KeyCaps keys={keys} whole inverted={variant === 'main'} />
    </Base>
  );
  if (reason !== undefined) return <Tooltip text={reason}>{button}</Tooltip>;
  return fold && typeof children === 'string' ? (
    <Tooltip text={children} keys={keys}>
      {button}
    </Tooltip>
  ) : (
    button
  );
}
