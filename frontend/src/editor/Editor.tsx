import { useEffect, useState } from 'react';
import type { Stage } from '../engine/stage.ts';
import { useActivity } from './activity.ts';
import { Banner } from './Banner.tsx';
import { Canvas } from './Canvas.tsx';
import { Panel } from './Panel.tsx';
import type { Queue } from './queue.ts';
import type { EditorImage } from './server.ts';
import { StatusBar } from './StatusBar.tsx';
import { ToolRail } from './ToolRail.tsx';
import { TopBar } from './TopBar.tsx';
import { usePanel } from './usePanel.ts';
import { useCommands } from './commands.ts';
import { useLease } from './lease.ts';
import { useNotice } from './notice.ts';
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
        <Banner state={state} lease={lease} onRetry={() => work?.session.retryNow()} />
      </main>
      {panel.open && <Panel work={work} state={state} stage={stage} panel={panel} />}
      <StatusBar image={image} state={state} stage={stage} seconds={seconds} />
    </div>
  );
}
