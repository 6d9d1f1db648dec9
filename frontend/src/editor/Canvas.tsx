import { useLingui } from '@lingui/react/macro';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { SessionState } from '../engine/session-state.ts';
import { Stage } from '../engine/stage.ts';
import type { StageLook } from '../engine/stage-state.ts';
import { ChangePill } from './ChangePill.tsx';
import { Navigator } from './Navigator.tsx';
import type { ChangeNotice } from './notice.ts';
import { Offer } from './Offer.tsx';
import { settings } from './settings.ts';
import type { Work } from './work.ts';
import styles from './editor.module.css';

interface CanvasProps {
  work: Work | null;
  state: SessionState | null;
  notice: ChangeNotice | null;
  onStage: (stage: Stage | null) => void;
}

function lookNow(): StageLook {
  const style = getComputedStyle(document.documentElement);
  return {
    checker: [
      style.getPropertyValue('--check-a').trim(),
      style.getPropertyValue('--check-b').trim(),
    ],
  };
}

/** The photo with its masks; the stage of the engine draws it and takes the pointer. */
export function Canvas({ work, state, notice, onStage }: CanvasProps) {
  const { t } = useLingui();
  const host = useRef<HTMLDivElement>(null);
  const [stage, setStage] = useState<Stage | null>(null);

  useEffect(() => {
    if (!host.current) return;
    const made = new Stage(host.current, settings, lookNow());
    const themes = new MutationObserver(() => made.relook(lookNow()));
    themes.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    setStage(made);
    onStage(made);
    return () => {
      themes.disconnect();
      onStage(null);
      made.destroy();
    };
  }, [onStage]);

  // At once, so that the photo comes with the frame that its names come with, and not after it.
  useLayoutEffect(() => {
    stage?.show(work);
  }, [stage, work]);

  const slow = useSlow(work === null);
  return (
    <div className={styles.well}>
      {/* Single keys and arrows act on the picture, so screen readers must pass them on. */}
      <div
        ref={host}
        className={styles.canvas}
        role="application"
        aria-label={t`Canvas`}
        tabIndex={0}
        data-canvas="photo"
        data-ready={state?.loaded === true || undefined}
        onPointerDown={(event) => (event.currentTarget.dataset.byPointer = 'true')}
        onBlur={(event) => delete event.currentTarget.dataset.byPointer}
      />
      {stage && notice && <ChangePill notice={notice} stage={stage} />}
      {stage && work && <Navigator stage={stage} picture={work.picture} />}
      {work && state?.offer && <Offer offer={state.offer} session={work.session} />}
      {slow && <p className={styles.loading} role="status">{t`Loading the image`}</p>}
    </div>
  );
}

/** True when something has lasted longer than a blink. */
function useSlow(waiting: boolean): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!waiting) return;
    const timer = setTimeout(() => setSlow(true), 250);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [waiting]);
  return waiting && slow;
}
