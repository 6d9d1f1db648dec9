import type { ReactNode } from 'react';
import { Slider } from '../../ui/Slider.tsx';
import styles from './options.module.css';

/** One option: what it is, and how it is set. */
export function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={styles.row}>
      <span className={styles.label}>{label}</span>
      {children}
    </div>
  );
}

interface AmountProps {
  label: string;
  value: number;
  min: number;
  max: number;
  step?: number;
  /** The value in words. */
  figure: string;
  onChange: (value: number) => void;
}

/** A number that is set with a slider, with its figure beside it. */
export function Amount({ label, value, min, max, step = 1, figure, onChange }: AmountProps) {
  return (
    <Row label={label}>
      <Slider
        label={label}
        value={value}
        min={min}
        max={max}
        step={step}
        width={116}
        onChange={onChange}
      />
      <span className={styles.figure}>{figure}</span>
    </Row>
  );
}
