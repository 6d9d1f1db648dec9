import { useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { useActions, useKeys } from '../../actions/hooks.ts';
import { CLEANUPS, previewCleanup, type Cleanup } from '../../engine/cleanup.ts';
import type { Flash } from '../../engine/flash.ts';
import type { SessionState } from '../../engine/session-state.ts';
import type { Settings } from '../../engine/settings.ts';
import type { Stage } from '../../engine/stage.ts';
import { number } from '../../format/index.ts';
import { Button } from '../../ui/Button.tsx';
import { KeyCaps } from '../../ui/KeyCaps.tsx';
import { settings } from '../settings.ts';
import { CLEANUP_NAMES } from '../words.ts';
import type { Work } from '../work.ts';
import { Amount } from './Row.tsx';
import styles from './options.module.css';

/** A slider follows the hand; the preview follows when it rests. */
const REST = 60;
const RANGES: Partial<Record<Cleanup, { min: number; max: number; step: number }>> = {
  fill: { min: 0, max: 5000, step: 50 },
  islands: { min: 0, max: 5000, step: 50 },
  smooth: { min: 1, max: 24, step: 1 },
  grow: { min: 1, max: 40, step: 1 },
  shrink: { min: 1, max: 40, step: 1 },
};

interface CleanupProps {
  now: Settings;
  work: Work;
  state: SessionState;
  stage: Stage;
}

/** What tidies a whole mask: seen on the photo first, done when it is applied. */
export function CleanupOptions({ now, work, state, stage }: CleanupProps) {
  const { t, i18n } = useLingui();
  const { cleanup: action, amounts } = now;
  const amount = amounts[action];
  const keys = useKeys();
  const preview = usePreview({ now, work, state, stage });
  const range = RANGES[action];
  const choose = (next: Cleanup): void => settings.set({ cleanup: next });
  const apply = (): void => work.session.steps.ask({ kind: 'cleanup', action, amount });
  const nothing = preview !== null && preview.added + preview.removed === 0;
  useActions({
    ...Object.fromEntries(
      CLEANUPS.map((name) => [`editor.cleanup.${name}`, { perform: () => choose(name) }]),
    ),
    'editor.finish': { perform: apply },
  });
  return (
    <>
      <div className={styles.actions} role="radiogroup" aria-label={t`Clean-up`}>
        {CLEANUPS.map((name) => (
          <button
            key={name}
            type="button"
            role="radio"
            aria-checked={name === action}
            className={styles.action}
            onClick={() => choose(name)}
          >
            <span className={styles.name}>{i18n._(CLEANUP_NAMES[name])}</span>
            <KeyCaps keys={keys(`editor.cleanup.${name}`)} />
          </button>
        ))}
      </div>
      {range && (
        <Amount
          label={AREAS.has(action) ? t`Size` : t`Radius`}
          value={amount}
          {...range}
          figure={amount === 0 && action === 'fill' ? t`any` : t`${amount} px`}
          onChange={(value) => settings.set({ amounts: { ...amounts, [action]: value } })}
        />
      )}
      <div className={styles.outcome}>
        <Outcome preview={preview} />
        <Button
          size="panel"
          onClick={apply}
          keys={keys('editor.finish')}
          reason={nothing ? t`Nothing would change` : undefined}
        >{t`Apply`}</Button>
      </div>
    </>
  );
}

const AREAS: ReadonlySet<Cleanup> = new Set(['fill', 'islands']);

/** What would change, in figures. */
function Outcome({ preview }: { preview: Flash | null }) {
  const { t } = useLingui();
  if (!preview) return <span className={styles.label} />;
  const added = number(preview.added);
  const removed = number(preview.removed);
  return (
    <span className={styles.label} role="status">
      {preview.added + preview.removed === 0 && t`Nothing would change`}
      {preview.added > 0 && <span className={styles.added}>{t`+${added} px`}</span>}
      {preview.removed > 0 && <span className={styles.removed}>{t`−${removed} px`}</span>}
    </span>
  );
}

/** What the chosen clean-up would change, shown on the canvas; null while it is being found out. */
function usePreview({ now, work, state, stage }: CleanupProps): Flash | null {
  const [preview, setPreview] = useState<Flash | null>(null);
  const { cleanup: action, amounts } = now;
  const amount = amounts[action];
  const object = state.objects.find(({ key }) => key === state.current);
  const { session } = work;
  const looks = `${state.current} ${object?.version ?? 0} ${object?.area ?? 0}`;
  useEffect(() => {
    const timer = setTimeout(() => {
      const found = previewCleanup(session.document.shown, action, amount);
      setPreview(found);
      stage.foresee(found);
    }, REST);
    return () => {
      clearTimeout(timer);
      stage.foresee(null);
    };
  }, [session, stage, action, amount, looks]);
  return preview;
}
