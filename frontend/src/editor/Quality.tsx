import { useQuery } from '@tanstack/react-query';
import { useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import type { Rect } from '../engine/rect.ts';
import type { SessionState } from '../engine/session-state.ts';
import type { Stage } from '../engine/stage.ts';
import type { Fault, ScoreMessage } from '../engine/wire.ts';
import { ScoreBadge } from '../ui/Badge.tsx';
import { ReasonChip } from '../ui/ReasonChip.tsx';
import { frameColour } from './openedAt.ts';
import { Section } from './Section.tsx';
import { server } from './server.ts';
import { useStore } from './useStore.ts';
import type { Work } from './work.ts';
import styles from './Quality.module.css';

interface QualityProps {
  work: Work;
  state: SessionState;
  stage: Stage | null;
}

/** A judgement that the connection has not brought by then, in milliseconds, is looked up. */
const HEARD_WITHIN = 3000;

type Judgement = Pick<ScoreMessage, 'version' | 'score' | 'edit' | 'reasons'>;

/** What is thought of the current object's mask, and where its faults lie; nothing while it has no pixels. */
export function Quality({ work, state, stage }: QualityProps) {
  const { t } = useLingui();
  const object = state.objects.find(({ key }) => key === state.current);
  const changed = (state.savedAt ?? 0) > work.openedAt;
  const judged = useJudgement(work, object?.id ?? null, object?.version ?? 0, changed);
  // A frame of an earlier version's fault must not outlive it.
  useEffect(() => () => stage?.point(null), [stage, object?.key, object?.version]);
  if (!object || object.area === 0) return null;
  const faults = judged?.reasons ?? [];
  return (
    <Section
      title={t`Quality`}
      side={<ScoreBadge score={judged?.score ?? null} edit={judged?.edit ?? null} />}
    >
      {judged === null && <p className={styles.waiting}>{t`Not scored yet.`}</p>}
      {judged !== null && faults.length === 0 && (
        <p className={styles.waiting}>{t`No fault was noticed.`}</p>
      )}
      <ul className={styles.list}>
        {faults.map((fault) => (
          <li key={`${fault.name} ${fault.box.join()}`}>
            <button
              type="button"
              className={styles.fault}
              title={t`Go there`}
              onPointerEnter={() => point(stage, fault)}
              onPointerLeave={() => stage?.point(null)}
              onFocus={() => point(stage, fault)}
              onBlur={() => stage?.point(null)}
              onClick={() => stage?.goTo(placeOf(fault))}
            >
              <ReasonChip reason={fault} />
            </button>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function placeOf({ box: [x, y, w, h] }: Fault): Rect {
  return { x, y, w, h };
}

function point(stage: Stage | null, fault: Fault): void {
  stage?.point(placeOf(fault), frameColour());
}

/**
 * The judgement of exactly this version; null while there is none. What was `changed` since the image was opened is
 * judged anew, and the connection tells; before that, and when it does not, what is stored is asked for.
 */
function useJudgement(
  work: Work,
  mask: number | null,
  version: number,
  changed: boolean,
): Judgement | null {
  const { last } = useStore(work.session.judged);
  const heard = last?.mask === mask && last.version === version;
  const silent = useLasted(`${mask} ${version}`, HEARD_WITHIN);
  const wanted = mask !== null && version > 0 && !heard && (!changed || silent);
  const data = useStored(work.image.id, mask, version, wanted);
  if (heard) return last;
  const stored = data?.find(({ id }) => id === mask);
  if (stored?.version !== version) return null;
  const { score = null, edit = null, reasons = [] } = stored;
  return score !== null || reasons.length > 0 ? { version, score, edit, reasons } : null;
}

/** Whether something has stayed the same for so many milliseconds. */
function useLasted(what: string, wait: number): boolean {
  const [lasting, setLasting] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setLasting(what), wait);
    return () => clearTimeout(timer);
  }, [what, wait]);
  return lasting === what;
}

/** The masks as the server tells of them. Apart from the above, because what a query closes over outlives the image by minutes. */
function useStored(image: number, mask: number | null, version: number, wanted: boolean) {
  return useQuery({
    queryKey: ['judgements', image, mask, version],
    queryFn: () => server.masks(image),
    enabled: wanted,
  }).data;
}
