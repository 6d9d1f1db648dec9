import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './Page.module.css';

/** A page in one column: its title, what one can do beside it, and sections or a card below. */
export function Page({
  title,
  tools,
  children,
}: {
  title: string;
  tools?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className={styles.page}>
      <div className={styles.column}>
        <div className={styles.head}>
          <h1 className={styles.title}>{title}</h1>
          {tools}
        </div>
        {children}
      </div>
    </div>
  );
}

/** A part of a page under a heading of its own. */
export function Section({
  title,
  about,
  tools,
  children,
}: {
  title: string;
  about?: ReactNode;
  tools?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className={styles.section} aria-label={title}>
      <div className={styles.sectionHead}>
        <h2 className={styles.heading}>{title}</h2>
        {tools}
      </div>
      {about !== undefined && <p className={styles.about}>{about}</p>}
      {children}
    </section>
  );
}

/** The ground that tables and forms stand on. */
export function Card({ padded = false, children }: { padded?: boolean; children: ReactNode }) {
  return <div className={cx(styles.card, padded && styles.padded)}>{children}</div>;
}
