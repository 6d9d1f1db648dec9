import type { ReactNode } from 'react';
import styles from './Section.module.css';

interface SectionProps {
  title: string;
  /** A figure or a control on the right of the title. */
  side?: ReactNode;
  /** Takes the height that is left, and scrolls alone. */
  rest?: boolean;
  children: ReactNode;
}

/** One part of the panel. */
export function Section({ title, side, rest = false, children }: SectionProps) {
  return (
    <section className={styles.section} data-rest={rest || undefined} aria-label={title}>
      <header className={styles.head}>
        <h2 className={styles.title}>{title}</h2>
        <span className={styles.side}>{side}</span>
      </header>
      {children}
    </section>
  );
}
