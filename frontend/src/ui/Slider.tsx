import { Slider as Base } from '@base-ui/react/slider';
import styles from './Slider.module.css';

interface SliderProps {
  label: string;
  value: number;
  onChange: (value: number) => void;
  min: number;
  max: number;
  step?: number;
  width?: number | string;
}

/** A number by hand; arrows move it by a step. The figure belongs beside it. */
export function Slider({ label, value, onChange, min, max, step = 1, width = 96 }: SliderProps) {
  return (
    <Base.Root
      className={styles.root}
      style={{ width }}
      value={value}
      onValueChange={(v) => onChange(v)}
      min={min}
      max={max}
      step={step}
    >
      <Base.Control className={styles.control}>
        <Base.Track className={styles.track}>
          <Base.Indicator className={styles.done} />
          <Base.Thumb className={styles.knob} aria-label={label} />
        </Base.Track>
      </Base.Control>
    </Base.Root>
  );
}
