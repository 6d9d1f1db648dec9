import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';
import { useLingui } from '@lingui/react/macro';
import { number } from '../format/index.ts';
import styles from './ReasonChip.module.css';

/** Why a mask was marked down: a name, a number, and where, in pixels of the image. */
export interface Reason {
  readonly name: string;
  readonly amount: number;
  readonly box: readonly [x: number, y: number, width: number, height: number];
  readonly mask?: number;
}

const NAMES: Record<string, MessageDescriptor> = {
  leak: msg`leak`,
  missing: msg`missing`,
  hole: msg`hole`,
  fragments: msg`fragments`,
  edge: msg`off the edge`,
  ragged: msg`ragged`,
  cut: msg`cut off`,
  area: msg`unusual size`,
  empty: msg`empty`,
  whole: msg`whole picture`,
  unscored: msg`cannot be scored`,
};

/** What masks are marked down for, by the names that the server gives. */
export const REASONS: readonly string[] = Object.keys(NAMES);

/** The number of a reason with its unit; nothing where the name says all. */
export function amountOf({ name, amount }: Reason): string {
  if (name === 'fragments') return `×${amount}`;
  if (name === 'area') return `×${amount.toFixed(1)}`;
  if (name === 'edge') return `${amount > 0 ? '+' : ''}${amount.toFixed(1)} px`;
  if (name === 'ragged') return `${amount.toFixed(1)} px`;
  if (['leak', 'missing', 'hole', 'cut'].includes(name))
    return `${number(Math.round(amount * 100))}%`;
  return '';
}

/** The words for a reason's name; a name that this page does not know is shown as it is. */
export function useReasonName(): (name: string) => string {
  const { i18n } = useLingui();
  return (name) => {
    const known = NAMES[name];
    return known ? i18n._(known) : name;
  };
}

/** A reason in a few letters, number last. With `onPick` it is a button that leads to its place. */
export function ReasonChip({
  reason,
  onPick,
  onPoint,
}: {
  reason: Reason;
  onPick?: () => void;
  /** The pointer came to the button (true), or left it. */
  onPoint?: (there: boolean) => void;
}) {
  const { t } = useLingui();
  const name = useReasonName()(reason.name);
  const text = [name, amountOf(reason)].filter(Boolean).join(' ');
  if (!onPick) return <span className={styles.chip}>{text}</span>;
  return (
    <button
      type="button"
      className={styles.chip}
      tabIndex={-1}
      title={t`Open there`}
      onPointerEnter={() => onPoint?.(true)}
      onPointerLeave={() => onPoint?.(false)}
      onClick={(event) => {
        event.stopPropagation();
        onPick();
      }}
    >
      {text}
    </button>
  );
}
