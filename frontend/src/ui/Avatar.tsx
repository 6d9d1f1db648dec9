import styles from './Avatar.module.css';

/** Two letters of a name: initials, or the first character of a Chinese one. */
export function initials(name: string): string {
  const parts = name
    .trim()
    .split(/[\s._-]+/u)
    .filter(Boolean);
  const first = parts[0] ?? '?';
  if (/\p{Script=Han}/u.test(first)) return first.slice(0, 1);
  const second = parts[1] ?? first.slice(1);
  return `${first.slice(0, 1)}${second.slice(0, 1)}`.toUpperCase();
}

export function Avatar({ name, size = 20 }: { name: string; size?: 20 | 24 }) {
  return (
    <span
      className={styles.avatar}
      style={{ width: size, height: size }}
      role="img"
      aria-label={name}
      title={name}
    >
      <span aria-hidden>{initials(name)}</span>
    </span>
  );
}

/** The first people and how many more there are. */
export function Avatars({ names, most = 3 }: { names: readonly string[]; most?: number }) {
  const shown = names.length > most ? names.slice(0, most - 1) : names;
  const rest = names.length - shown.length;
  return (
    <span className={styles.row}>
      {shown.map((name) => (
        <Avatar key={name} name={name} />
      ))}
      {rest > 0 && (
        <span
          className={styles.avatar}
          style={{ width: 20, height: 20 }}
          title={names.slice(most - 1).join(', ')}
        >
          +{rest}
        </span>
      )}
    </span>
  );
}
