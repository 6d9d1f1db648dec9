import { ActionButton } from '../actions/ActionButton.tsx';
import { useActions } from '../actions/hooks.ts';
import { Failed } from '../app/Failed.tsx';
import type { Queue } from './queue.ts';
import styles from './editor.module.css';

interface FailedEditorProps {
  error: unknown;
  retry: () => void;
  queue: Queue;
}

/** An image that cannot be opened is no dead end: its neighbours are a key away, as always. */
export function FailedEditor({ error, retry, queue }: FailedEditorProps) {
  useActions({
    'editor.next': { perform: () => queue.go(queue.next) },
    'editor.previous': { perform: () => queue.go(queue.previous) },
    'editor.back': { perform: queue.back },
  });
  return (
    <div className={styles.failed}>
      <Failed
        error={error}
        retry={retry}
        beside={
          <>
            {queue.next !== null && <ActionButton action="editor.next" />}
            <ActionButton action="editor.back" variant="quiet" />
          </>
        }
      />
    </div>
  );
}
