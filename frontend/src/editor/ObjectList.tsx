import { useLingui } from '@lingui/react/macro';
import { ActionIconButton } from '../actions/ActionButton.tsx';
import { useDataset } from '../api/hooks.ts';
import type { SessionState } from '../engine/session-state.ts';
import type { Stage } from '../engine/stage.ts';
import { number } from '../format/index.ts';
import { ObjectRow } from './ObjectRow.tsx';
import { Section } from './Section.tsx';
import type { Work } from './work.ts';
import styles from './ObjectList.module.css';

interface ListProps {
  work: Work;
  state: SessionState;
  stage: Stage;
}

/** What is cut out of the image; the first lies on top. */
export function ObjectList({ work, state, stage }: ListProps) {
  const { t } = useLingui();
  const { data: dataset } = useDataset(work.image.dataset);
  const { objects } = state;
  return (
    <Section
      title={t`Objects`}
      side={
        <span className={styles.side}>
          {objects.length > 1 && number(objects.length)}
          {!state.readOnly && <ActionIconButton action="editor.newObject" size={24} side="left" />}
        </span>
      }
    >
      <ul className={styles.list}>
        {objects.map((object, index) => (
          <ObjectRow
            key={object.key}
            object={object}
            current={object.key === state.current}
            labels={dataset?.labels ?? []}
            readOnly={state.readOnly || state.holder !== null}
            canRise={index > 0}
            canSink={index < objects.length - 1}
            work={work}
            stage={stage}
          />
        ))}
      </ul>
    </Section>
  );
}
