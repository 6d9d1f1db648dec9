import type { ReactNode } from 'react';
import styles from './Table.module.css';

/** Rows under their column heads; an empty head is spoken but not shown. */
export function Table({
  label,
  head,
  end = 'figure',
  children,
}: {
  label: string;
  head: readonly string[];
  /** What the last column has: a figure, a state or a menu, or words to read. */
  end?: 'figure' | 'words';
  children: ReactNode;
}) {
  return (
    <div className={styles.wrap}>
      <table className={styles.table} aria-label={label} data-end={end}>
        <thead>
          <tr>
            {head.map((word, at) => (
              <th key={`${at}${word}`} scope="col">
                {word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

/** A cell that stands back; `figure` for times and counts. */
export function Quiet({ figure = false, children }: { figure?: boolean; children?: ReactNode }) {
  return <td className={figure ? styles.figure : styles.quiet}>{children}</td>;
}
