import { useLingui } from '@lingui/react/macro';
import type { SessionState } from '../../engine/session-state.ts';
import type { Stage } from '../../engine/stage.ts';
import { percent } from '../../format/index.ts';
import { Section } from '../Section.tsx';
import { settings } from '../settings.ts';
import { useStore } from '../useStore.ts';
import { toolEntry } from '../tools.ts';
import type { Work } from '../work.ts';
import { CellOptions } from './CellOptions.tsx';
import { CleanupOptions } from './CleanupOptions.tsx';
import { ClickOptions } from './ClickOptions.tsx';
import { BrushOptions, ScribbleOptions, Sign, WandOptions } from './HandOptions.tsx';
import { Amount } from './Row.tsx';
import styles from './options.module.css';

interface OptionsProps {
  work: Work | null;
  state: SessionState | null;
  stage: Stage | null;
}

/** What the chosen tool can be told. */
export function ToolOptions({ work, state, stage }: OptionsProps) {
  const { t, i18n } = useLingui();
  const now = useStore(settings);
  const { tool } = now;
  return (
    <Section title={i18n._(toolEntry(tool).label)}>
      <div className={styles.options}>
        {tool === 'click' && <ClickOptions now={now} state={state} />}
        {tool === 'box' && <p className={styles.hint}>{t`Draw a box around the object.`}</p>}
        {tool === 'scribble' && <ScribbleOptions now={now} />}
        {tool === 'superpixel' && work && <CellOptions now={now} source={work.cells} />}
        {tool === 'lasso' && (
          <>
            <Sign now={now} />
            <p
              className={styles.hint}
            >{t`The line clings to edges. Click to fix it, close it at its start or with Enter.`}</p>
          </>
        )}
        {tool === 'polygon' && (
          <>
            <Sign now={now} />
            <p
              className={styles.hint}
            >{t`Click from corner to corner, close it at its start or with Enter.`}</p>
          </>
        )}
        {tool === 'wand' && <WandOptions now={now} />}
        {(tool === 'brush' || tool === 'eraser') && <BrushOptions now={now} />}
        {tool === 'cleanup' && work && state && stage && (
          <CleanupOptions now={now} work={work} state={state} stage={stage} />
        )}
        <Amount
          label={t`Overlay`}
          value={Math.round(now.overlay * 100)}
          min={0}
          max={80}
          figure={percent(now.overlay)}
          onChange={(value) => settings.set({ overlay: value / 100 })}
        />
      </div>
    </Section>
  );
}
