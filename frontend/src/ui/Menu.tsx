import { Menu as Base } from '@base-ui/react/menu';
import { Check, ChevronDown, type LucideIcon } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';
import { KeyCaps } from './KeyCaps.tsx';
import styles from './Menu.module.css';

interface MenuProps {
  /** The button that opens it: an element that takes a ref and the props of a button. */
  trigger: ReactElement<Record<string, unknown>>;
  align?: 'start' | 'center' | 'end';
  children: ReactNode;
}

/** A menu of things to do. Children: MenuItem, MenuRadio, MenuHeading, MenuLine. */
export function Menu({ trigger, align = 'end', children }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner align={align} sideOffset={6} className={styles.positioner}>
          <Base.Popup className={styles.popup}>{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

interface ItemProps {
  icon?: LucideIcon;
  keys?: string | undefined;
  danger?: boolean;
  onClick: () => void;
  children: ReactNode;
}

export function MenuItem({ icon, keys, danger = false, onClick, children }: ItemProps) {
  return (
    <Base.Item className={cx(styles.item, danger && styles.danger)} onClick={onClick}>
      {icon && <Icon of={icon} size={14} />}
      <span className={styles.words}>{children}</span>
      <KeyCaps keys={keys} whole />
    </Base.Item>
  );
}

interface RadioProps<Value extends string> {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  /** `swatch`: a colour to show before the word. */
  options: readonly { value: Value; label: string; swatch?: string }[];
}

/** One of several, under a heading. */
export function MenuRadio<Value extends string>({
  label,
  value,
  onChange,
  options,
}: RadioProps<Value>) {
  return (
    <Base.RadioGroup value={value} onValueChange={(v: Value) => onChange(v)}>
      <Base.GroupLabel className={styles.heading}>{label}</Base.GroupLabel>
      {options.map((o) => (
        <Base.RadioItem key={o.value} value={o.value} className={styles.item} closeOnClick>
          <span className={styles.mark}>
            <Base.RadioItemIndicator>
              <Icon of={Check} size={14} />
            </Base.RadioItemIndicator>
          </span>
          {o.swatch !== undefined && <Swatch colour={o.swatch} />}
          <span className={styles.words}>{o.label}</span>
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  );
}

function Swatch({ colour }: { colour: string }) {
  return <i className={styles.swatch} style={{ background: colour }} />;
}

export function MenuHeading({ children }: { children: ReactNode }) {
  return <div className={styles.heading}>{children}</div>;
}

export function MenuLine() {
  return <Base.Separator className={styles.line} />;
}

interface ChoiceProps<Value extends string> extends RadioProps<Value> {
  icon?: LucideIcon;
  quiet?: boolean;
  size?: 'bar' | 'dialog';
}

/** A button that shows the current one of several and opens the others. */
export function Choice<Value extends string>({
  icon,
  quiet = false,
  size = 'bar',
  ...radio
}: ChoiceProps<Value>) {
  const current = radio.options.find((o) => o.value === radio.value);
  return (
    <Menu
      trigger={
        <button
          type="button"
          className={cx(styles.choice, quiet && styles.quiet, size === 'dialog' && styles.dialog)}
          aria-label={`${radio.label}: ${current?.label ?? ''}`}
        >
          {icon && <Icon of={icon} size={14} />}
          {current?.swatch !== undefined && <Swatch colour={current.swatch} />}
          <span>{current?.label}</span>
          <Icon of={ChevronDown} size={14} className={styles.chevron} />
        </button>
      }
    >
      <MenuRadio {...radio} />
    </Menu>
  );
}
