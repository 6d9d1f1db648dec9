import { useLingui } from '@lingui/react/macro';
import { Check, Minus, Plus, Undo } from 'lucide-react';
import type { ToolName } from '../engine/settings.ts';
import type { Stage } from '../engine/stage.ts';
import { Button } from '../ui/Button.tsx';
import { Segmented } from '../ui/Segmented.tsx';
import { settings } from './settings.ts';
import { useStore } from './useStore.ts';
import styles from './TouchBar.module.css';

const SIGNED: ReadonlySet<ToolName> = new Set([
  'click',
  'scribble',
  'superpixel',
  'lasso',
  'polygon',
  'wand',
]);
const OUTLINES: ReadonlySet<ToolName> = new Set(['lasso', 'polygon']);

/** What a mouse has buttons and keys for, within reach of a thumb. Only where there is no mouse. */
export function TouchBar({ stage }: { stage: Stage | null }) {
  const { t } = useLingui();
  const { tool, positive } = useStore(settings);
  if (!SIGNED.has(tool)) return null;
  return (
    <div className={styles.bar}>
      {OUTLINES.has(tool) && (
        <>
          <Button icon={Undo} onClick={() => stage?.workbench.stepBack()}>{t`Back`}</Button>
          <Button icon={Check} onClick={() => stage?.workbench.finish()}>{t`Close`}</Button>
        </>
      )}
      <Segmented
        label={t`The tool means`}
        value={positive ? 'add' : 'remove'}
        onChange={(value) => settings.set({ positive: value === 'add' })}
        segments={[
          { value: 'add', label: t`Add`, icon: Plus, tone: 'ok' },
          { value: 'remove', label: t`Remove`, icon: Minus, tone: 'bad' },
        ]}
      />
    </div>
  );
}
