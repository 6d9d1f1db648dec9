import styles from './StateBar.module.css';

export interface Part {
  key: string;
  tone: 'ok' | 'review' | 'bad' | 'acc' | 'rest';
  count: number;
}

/** Shares of a whole as one bar 4 px high; the words below it say the numbers. */
export function StateBar({ parts, label }: { parts: readonly Part[]; label: string }) {
  return (
    <div className={styles.bar} role="img" aria-label={label}>
      {parts
        .filter((p) => p.count > 0)
        .map((p) => (
          <span
            key={p.key}
            data-tone={p.tone}
            className={styles.part}
            style={{ flexGrow: p.count }}
          />
        ))}
    </div>
  );
}

/** The colour of a part, for a legend. */
export function Dot({ tone }: { tone: Part['tone'] }) {
  return <span className={styles.dot} data-tone={tone} aria-hidden />;
}
