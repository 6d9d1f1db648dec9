import { Plural, useLingui } from '@lingui/react/macro';
import { CloudOff } from 'lucide-react';
import type { Step } from '../engine/history.ts';
import type { SessionState } from '../engine/session-state.ts';
import { clock, day } from '../format/index.ts';
import { Icon } from '../ui/Icon.tsx';
import { Section } from './Section.tsx';
import { stepIcon, stepWords } from './words.ts';
import type { Work } from './work.ts';
import styles from './HistoryList.module.css';

/** Every step, the newest on top; undone ones above the current. A click on one goes back to it. */
export function HistoryList({ work, state }: { work: Work; state: SessionState }) {
  const { t } = useLingui();
  const { done, undone } = state.history;
  const steps = done.length;
  return (
    <Section
      rest
      title={t`History`}
      side={steps > 0 && <Plural value={steps} one="# step" other="# steps" />}
    >
      {steps + undone.length === 0 && (
        <p className={styles.empty}>{t`Nothing has been done yet.`}</p>
      )}
      <ol className={styles.list}>
        {undone.map((step, index) => (
          <Row
            key={`undone-${step.number}-${index}`}
            step={step}
            look="undone"
            state={state}
            onJump={() => void work.session.jump(step.number)}
          />
        ))}
        {[...done].reverse().map((step, index) => (
          <Row
            key={`${step.number}-${step.opId ?? ''}`}
            step={step}
            look={index === 0 ? 'current' : 'done'}
            state={state}
            onJump={() => index > 0 && void work.session.jump(step.number)}
          />
        ))}
      </ol>
    </Section>
  );
}

interface RowProps {
  step: Step;
  look: 'current' | 'done' | 'undone';
  state: SessionState;
  onJump: () => void;
}

function Row({ step, look, state, onJump }: RowProps) {
  const { t, i18n } = useLingui();
  const words = stepWords(step, i18n);
  const when = new Date(step.created);
  const today = when.toDateString() === new Date().toDateString();
  const waiting = state.link !== 'open' && step.opId !== null && state.unsent.has(step.opId);
  return (
    <li>
      <button
        type="button"
        className={styles.row}
        data-look={look}
        aria-current={look === 'current' ? 'step' : undefined}
        onClick={onJump}
      >
        <Icon of={stepIcon(step)} size={14} />
        <span className={styles.words}>{look === 'undone' ? t`${words} (undone)` : words}</span>
        {waiting && (
          <span className={styles.waiting} title={t`Not sent yet`}>
            <Icon of={CloudOff} size={14} />
          </span>
        )}
        <time className={styles.when} dateTime={step.created}>
          {today ? clock(when) : day(when)}
        </time>
      </button>
    </li>
  );
}
