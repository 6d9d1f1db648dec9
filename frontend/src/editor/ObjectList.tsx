import { useLingui } from '@lingui/react/macro';
import { ActionIconButton } from '../actions/ActionButton.tsx';
import { useChangeSettings, useDataset } from '../api/hooks.ts';
import type { Dataset } from '../api/types.ts';
import { describe } from '../app/errors.ts';
import type { SessionState } from '../engine/session-state.ts';
import type { Stage } from '../engine/stage.ts';
import { Switch } from '../ui/Switch.tsx';
import { toast } from '../ui/Toast.tsx';
import { objectNames } from './objectNames.ts';
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
  const names = objectNames(objects, t`Object`);
  return (
    <Section
      title={t`Objects`}
      side={
        <span className={styles.side}>
          {objects.length > 1 && dataset?.role === 'admin' && <Apart dataset={dataset} />}
          {!state.readOnly && <ActionIconButton action="editor.newObject" size={24} side="left" />}
        </span>
      }
    >
      <ul className={styles.list}>
        {objects.map((object, index) => (
          <ObjectRow
            key={object.key}
            object={object}
            name={names.get(object.key) ?? ''}
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

/** Whether objects of an image may share pixels; a matter of the whole dataset, so its administrators decide. */
function Apart({ dataset }: { dataset: Dataset }) {
  const { t, i18n } = useLingui();
  const { mutate } = useChangeSettings(dataset);
  const change = (apart: boolean): void =>
    mutate(() => ({ no_overlap: apart }), {
      onSuccess: () => {
        toast({
          title: apart ? t`Objects share no pixel now` : t`Objects may overlap now`,
          description: t`In all images of this dataset. Masks stay as they are.`,
          about: 'no-overlap',
          action: { label: t`Undo`, run: () => change(!apart) },
        });
      },
      onError: (error) => {
        toast({ tone: 'error', title: t`Not done`, description: describe(error, i18n) });
      },
    });
  return (
    <Switch
      checked={dataset.settings.no_overlap === true}
      onChange={change}
      hint={t`What one object has, no other can get. Holds for all images of this dataset.`}
    >
      {t`No overlap in dataset`}
    </Switch>
  );
}
