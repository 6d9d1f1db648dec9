import { useEffect, useState } from 'react';
import { useDataset } from '../api/hooks.ts';
import type { SessionState } from '../engine/session-state.ts';
import type { Stage } from '../engine/stage.ts';
import { useActivity } from './activity.ts';
import { Banner } from './Banner.tsx';
import { Canvas } from './Canvas.tsx';
import { Conflict } from './Conflict.tsx';
import { DeleteObject } from './DeleteObject.tsx';
import { Panel } from './Panel.tsx';
import type { Queue } from './queue.ts';
import type { EditorImage } from './server.ts';
import { SignInAgain } from './SignInAgain.tsx';
import { StatusBar } from './StatusBar.tsx';
import { settings } from './settings.ts';
import { ToolRail } from './ToolRail.tsx';
import { TouchBar } from './TouchBar.tsx';
import { TopBar } from './TopBar.tsx';
import { usePanel } from './usePanel.ts';
import { useCommands } from './commands.ts';
import { useLease } from './lease.ts';
import { useLeftovers } from './leftovers.ts';
import { useNotice } from './notice.ts';
import { useOpenedAt } from './openedAt.ts';
import { useSession } from './useSession.ts';
import { ViewSwitch } from './ViewSwitch.tsx';
import type { Work } from './work.ts';
import styles from './editor.module.css';

interface EditorProps {
  image: EditorImage | undefined;
  work: Work | null;
  queue: Queue;
}

/** The editor around one image: bar, tools, canvas, panel, status. */
export function Editor({ image, work, queue }: EditorProps) {
  const [stage, setStage] = useState<Stage | null>(null);
  const panel = usePanel();
  const state = useSession(work);
  const notice = useNotice(work, stage);
  const seconds = useActivity(work);
  const lease = useLease(work, state);
  useCommands({ work, state, stage, queue, panel });
  useOpenedAt(work, state, stage);
  useLeftovers(work?.image.id ?? 0, state);

  useEffect(() => {
    document.title = image ? `${image.key} – Koutu` : 'Koutu';
  }, [image]);

  return (
    <div
      className={styles.editor}
      data-panel={panel.open || undefined}
      style={{ '--panel': `${panel.width}px` }}
    >
      <TopBar image={image} state={state} queue={queue} onRetry={() => work?.session.retryNow()} />
      <ToolRail panelOpen={panel.open} />
      <main className={styles.middle}>
        <Canvas work={work} state={state} notice={notice} onStage={setStage} />
        <ViewSwitch />
        {state && !state.readOnly && <TouchBar stage={stage} />}
        <Banner state={state} lease={lease} onRetry={() => work?.session.retryNow()} />
      </main>
      {panel.open && <Panel work={work} state={state} stage={stage} panel={panel} />}
      {work && <Role work={work} />}
      {work && state?.loaded && <FittingTool key={work.image.id} state={state} />}
      {work && state && <SignInAgain work={work} state={state} />}
      {work && state && <Conflict work={work} state={state} />}
      {work && state && <DeleteObject work={work} state={state} />}
      <StatusBar image={image} state={state} stage={stage} seconds={seconds} />
    </div>
  );
}

/** Where there is no mask yet, there is nothing to erase or to clean up: what was chosen for the last image makes way. */
function FittingTool({ state }: { state: SessionState }) {
  const [empty] = useState(state.objects.every(({ area }) => area === 0));
  useEffect(() => {
    const { tool } = settings.get();
    if (empty && (tool === 'eraser' || tool === 'cleanup')) settings.set({ tool: 'click' });
  }, [empty]);
  return null;
}

/** Who may only look gets no tools; the server would refuse what they do. */
function Role({ work }: { work: Work }) {
  const { data: dataset } = useDataset(work.image.dataset);
  const readOnly = dataset?.role === 'viewer';
  useEffect(() => {
    work.session.state.set({ readOnly });
    if (readOnly) settings.set({ tool: 'pan' });
  }, [work, readOnly]);
  return null;
}
