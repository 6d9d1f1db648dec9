import { useLingui } from '@lingui/react/macro';
import { useAction } from '../../actions/hooks.ts';
import type { ImageItem } from '../../api/types.ts';
import { dimensions } from '../../format/index.ts';
import { KeyCaps } from '../../ui/KeyCaps.tsx';
import { useStateWords } from '../datasets/parts.ts';
import styles from './StatusBar.module.css';

/** What the focus is on, and the keys that matter here. */
export function StatusBar({
  image,
  position,
  keys,
}: {
  image: ImageItem | undefined;
  position: string;
  keys: readonly string[];
}) {
  const words = useStateWords();
  return (
    <footer className={styles.bar}>
      {image && (
        <>
          <span className={styles.key}>{image.key}</span>
          <span className={styles.size}>{dimensions(image.width, image.height)}</span>
          <span>{words[image.state]}</span>
        </>
      )}
      <span className={styles.size}>{position}</span>
      <span className={styles.gap} />
      {keys.map((id) => (
        <KeyHint key={id} id={id} />
      ))}
    </footer>
  );
}

function KeyHint({ id }: { id: string }) {
  const { t } = useLingui();
  const action = useAction(id);
  return (
    <button type="button" className={styles.hint} onClick={action.run} tabIndex={-1}>
      <KeyCaps keys={action.keys[0]} whole />
      {t(action.label)}
    </button>
  );
}
