import { Avatar } from './Avatar.tsx';
import styles from './Person.module.css';

/** Somebody in a list: letters, the full name, below it the name of the account where it is another. */
export function Person({ name, username }: { name: string; username: string }) {
  return (
    <span className={styles.person}>
      <Avatar name={name} size={24} />
      <span className={styles.words}>
        <span className={styles.name}>{name}</span>
        {name !== username && <span className={styles.user}>{username}</span>}
      </span>
    </span>
  );
}
