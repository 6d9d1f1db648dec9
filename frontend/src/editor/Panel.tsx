import { useLingui } from '@lingui/react/macro';
import { useRef } from 'react';
import type { SessionState } from '../engine/session-state.ts';
import type { Stage } from '../engine/stage.ts';
import { HistoryList } from './HistoryList.tsx';
import { ObjectList } from './ObjectList.tsx';
import { Quality } from './Quality.tsx';
import { ToolOptions } from './options/ToolOptions.tsx';
import { PANEL_WIDTH, type PanelState } from './usePanel.ts';
import type { Work } from './work.ts';
import styles from './Panel.module.css';

interface PanelProps {
  work: Work | null;
  state: SessionState | null;
  stage: Stage | null;
  panel: PanelState;
}

/** Options of the tool, the objects, and what happened so far. */
export function Panel({ work, state, stage, panel }: PanelProps) {
  const { t } = useLingui();
  return (
    <aside className={styles.panel} aria-label={t`Options, objects and history`}>
      <Handle panel={panel} />
      <ToolOptions work={work} state={state} stage={stage} />
      {work && state?.loaded && stage && <ObjectList work={work} state={state} stage={stage} />}
      {work && state?.loaded && <Quality work={work} state={state} stage={stage} />}
      {work && state?.loaded && <HistoryList work={work} state={state} />}
    </aside>
  );
}

/** The panel's left edge: drag, or arrows while it has the focus. */
function Handle({ panel }: { panel: PanelState }) {
  const { t } = useLingui();
  const from = useRef<number | null>(null);
  return (
    <div
      className={styles.handle}
      role="slider"
      tabIndex={0}
      aria-orientation="horizontal"
      aria-label={t`Width of the panel`}
      aria-valuemin={PANEL_WIDTH.least}
      aria-valuemax={PANEL_WIDTH.most}
      aria-valuenow={panel.width}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = event.clientX + panel.width;
      }}
      onPointerMove={(event) => from.current !== null && panel.resize(from.current - event.clientX)}
      onPointerUp={() => (from.current = null)}
      onDoubleClick={() => panel.resize(PANEL_WIDTH.usual)}
      onKeyDown={(event) => {
        if (event.code === 'ArrowLeft') panel.resize(panel.width + 10);
        if (event.code === 'ArrowRight') panel.resize(panel.width - 10);
      }}
    />
  );
}
