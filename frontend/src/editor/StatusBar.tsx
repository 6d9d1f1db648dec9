import { Plural, useLingui } from '@lingui/react/macro';
import type { SessionState } from '../engine/session-state.ts';
import type { Stage } from '../engine/stage.ts';
import { dimensions, duration } from '../format/index.ts';
import { KeyCaps } from '../ui/KeyCaps.tsx';
import type { EditorImage } from './server.ts';
import { useHints } from './hints.ts';
import { settings } from './settings.ts';
import { useField } from './useStore.ts';
import styles from './StatusBar.module.css';

interface StatusBarProps {
  image: EditorImage | undefined;
  state: SessionState | null;
  stage: Stage | null;
  seconds: number;
}

/** Zoom, size, pointer, speed and effort; on the right the keys that matter now. */
export function StatusBar({ image, state, stage, seconds }: StatusBarProps) {
  return (
    <footer className={styles.bar}>
      {stage && <Place stage={stage} />}
      {image && <span>{dimensions(image.width, image.height)}</span>}
      {stage && <Pointer stage={stage} />}
      {state && <Effort state={state} seconds={seconds} />}
      {stage && state && <Hints stage={stage} state={state} />}
    </footer>
  );
}

function Place({ stage }: { stage: Stage }) {
  const { t } = useLingui();
  const scale = useField(stage.state, 'scale');
  const fitted = useField(stage.state, 'fitted');
  const zoom = Math.round(scale * devicePixelRatio * 100);
  return (
    <span className={styles.zoom}>
      <b>{`${zoom}%`}</b> {fitted && t`Fit`}
    </span>
  );
}

function Pointer({ stage }: { stage: Stage }) {
  const pointer = useField(stage.state, 'pointer');
  const [x, y] = pointer ? [pointer.x.toFixed(1), pointer.y.toFixed(1)] : ['', ''];
  return <span className={styles.pointer}>{pointer ? `x ${x}  y ${y}` : ''}</span>;
}

function Effort({ state, seconds }: { state: SessionState; seconds: number }) {
  const { t } = useLingui();
  const { latency, marks } = state;
  const clicks = marks.length;
  const time = duration(seconds);
  return (
    <>
      {latency !== null && (
        <span className={styles.latency}>
          <i className={styles.dot} data-slow={latency > 400 || undefined} />
          {t`Click ${latency} ms`}
        </span>
      )}
      <span className={styles.figures}>
        <Plural value={clicks} one="# click" other="# clicks" />
        {`, ${time}`}
      </span>
    </>
  );
}

function Hints({ stage, state }: { stage: Stage; state: SessionState }) {
  const modifiers = useField(stage.state, 'modifiers');
  const spaceHeld = useField(stage.state, 'spaceHeld');
  const tool = useField(settings, 'tool');
  const hints = useHints({ tool, modifiers, spaceHeld, offer: state.offer !== null });
  return (
    <span className={styles.hints}>
      {hints.map(({ keys, gesture, words }) => (
        <span key={words} className={styles.hint}>
          {keys === undefined ? (
            <kbd className={styles.cap}>{gesture}</kbd>
          ) : (
            <KeyCaps keys={keys} whole />
          )}
          {words}
        </span>
      ))}
    </span>
  );
}
