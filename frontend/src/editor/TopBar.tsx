import { useLingui } from '@lingui/react/macro';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { ActionButton, ActionIconButton } from '../actions/ActionButton.tsx';
import { useAction } from '../actions/hooks.ts';
import { useDataset } from '../api/hooks.ts';
import type { SessionState } from '../engine/session-state.ts';
import { useStateWords } from '../pages/datasets/parts.ts';
import { number } from '../format/index.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { CourseMenu } from './CourseMenu.tsx';
import type { Queue } from './queue.ts';
import type { EditorImage } from './server.ts';
import { StatusIndicator } from './StatusIndicator.tsx';
import { useOtherTab } from './tabs.ts';
import styles from './TopBar.module.css';

interface TopBarProps {
  image: EditorImage | undefined;
  state: SessionState | null;
  queue: Queue;
  onRetry: () => void;
}

/** States that change what one does here; new and in progress are the normal ones. */
const TOLD = new Set(['submitted', 'accepted', 'rejected']);

/** Where one is, what comes next, whether it is saved, and how to end it. */
export function TopBar({ image, state, queue, onRetry }: TopBarProps) {
  return (
    <header className={styles.bar}>
      <div className={styles.where}>
        <ActionIconButton action="editor.back" />
        {image && <Place image={image} now={state?.imageState ?? image.state} />}
      </div>
      <Position queue={queue} />
      <div className={styles.end}>
        <StatusIndicator state={state} onRetry={onRetry} />
        <span className={styles.skip}>
          <ActionButton action="editor.skip" variant="quiet" />
        </span>
        <ActionButton action="editor.submit" variant="main" />
      </div>
    </header>
  );
}

function Place({ image, now }: { image: EditorImage; now: string }) {
  const { t } = useLingui();
  const otherTab = useOtherTab(image.id);
  const words: Record<string, string> = useStateWords();
  const { data: dataset } = useDataset(image.dataset);
  return (
    <p className={styles.place}>
      {dataset && (
        <>
          <span className={styles.dataset}>{dataset.name}</span>
          <span className={styles.slash}>/</span>
        </>
      )}
      <b className={styles.key} title={image.key}>
        {image.key}
      </b>
      {TOLD.has(now) && (
        <span className={styles.state} data-state={now}>
          {words[now]}
        </span>
      )}
      {otherTab && (
        <span
          className={styles.state}
          title={t`Both tabs show the same; each follows the other.`}
        >{t`Open in another tab`}</span>
      )}
    </p>
  );
}

function Position({ queue }: { queue: Queue }) {
  const { t } = useLingui();
  const previous = useAction('editor.previous');
  const next = useAction('editor.next');
  const place = number(queue.position + 1);
  const total = number(queue.total);
  const width = `${total.length * 2 + 5}ch`;
  return (
    <div className={styles.position}>
      <IconButton
        icon={ChevronLeft}
        label={t`Previous image`}
        keys={previous.keys[0]}
        onClick={previous.run}
        reason={queue.previous === null ? t`This is the first image` : undefined}
      />
      <span className={styles.count} style={{ minWidth: width }}>
        {queue.position >= 0 && (
          <>
            <b>{place}</b> {t`of ${total}`}
          </>
        )}
      </span>
      <IconButton
        icon={ChevronRight}
        label={t`Next image`}
        keys={next.keys[0]}
        onClick={next.run}
        reason={queue.next === null ? t`This is the last image` : undefined}
      />
      <CourseMenu />
    </div>
  );
}
