import { Button as Base } from '@base-ui/react/button';
import type { LucideIcon } from 'lucide-react';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';
import { Tooltip } from './Tooltip.tsx';
import styles from './IconButton.module.css';

interface IconButtonProps {
  icon: LucideIcon;
  /** Spoken, and shown as the tooltip with the key. */
  label: string;
  onClick?: () => void;
  keys?: string | undefined;
  size?: 24 | 28 | 32;
  pressed?: boolean;
  reason?: string | undefined;
  side?: 'top' | 'bottom' | 'left' | 'right';
}

/** A button without a word; the tooltip names it. */
export function IconButton({
  icon,
  label,
  onClick,
  keys,
  size = 28,
  pressed,
  reason,
  side = 'bottom',
}: IconButtonProps) {
  return (
    <Tooltip text={reason ?? label} keys={keys} side={side}>
      <Base
        className={cx(styles.button, styles[`s${size}`])}
        aria-label={label}
        aria-pressed={pressed}
        disabled={reason !== undefined}
        focusableWhenDisabled
        onClick={onClick}
      >
        <Icon of={icon} size={size === 24 ? 14 : 16} />
      </Base>
    </Tooltip>
  );
}
