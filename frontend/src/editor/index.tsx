import { useLingui } from '@lingui/react/macro';
import { useParams } from 'react-router';
import { Failed } from '../app/Failed.tsx';
import { Button } from '../ui/Button.tsx';
import { Editor } from './Editor.tsx';
import { useQueue } from './queue.ts';
import { useImage, usePrefetch, useWork } from './work.ts';
import styles from './editor.module.css';

/** One image at a time, with its neighbours a key away. */
export default function EditorPage() {
  const { t } = useLingui();
  const id = Number(useParams().id);
  const { data: image } = useImage(id);
  const { work, error, retry } = useWork(id);
  const queue = useQueue(id, image?.dataset);
  usePrefetch([queue.upcoming, queue.next, queue.previous], work !== null);
  if (error !== null && error !== undefined) {
    return (
      <div className={styles.failed}>
        <Failed error={error} retry={retry} />
        <Button onClick={queue.back}>{t`Back to the grid`}</Button>
      </div>
    );
  }
  return <Editor image={image} work={work} queue={queue} />;
}
