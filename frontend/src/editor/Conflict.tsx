import { Plural, useLingui } from '@lingui/react/macro';
import { Combine, CopyPlus, Undo2, type LucideIcon } from 'lucide-react';
import { useState } from 'react';
import type { Conflict as Met, Resolution } from '../engine/conflict.ts';
import type { SessionState } from '../engine/session-state.ts';
import { clock } from '../format/index.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { Icon } from '../ui/Icon.tsx';
import { Store } from '../engine/store.ts';
import { useStore } from './useStore.ts';
import type { Work } from './work.ts';
import styles from './Conflict.module.css';

/** The conflict that the user has put off. */
const later = new Store<{ met: Met | null }>({ met: null });

/** Asks again what was put off. */
export function decide(): void {
  later.set({ met: null });
}

function same(a: Met | null, b: Met | null): boolean {
  return a?.object === b?.object && a?.changed === b?.changed;
}

/** One's own unsent work meets another person's: what shall become of it? Nothing is lost either way. */
export function Conflict({ work, state }: { work: Work; state: SessionState }) {
  const { t } = useLingui();
  const { conflict } = state;
  const { met } = useStore(later);
  const [busy, setBusy] = useState(false);
  const label = state.objects.find(({ key }) => key === conflict?.object)?.label ?? '';
  const name = conflict ? (conflict.person.name ?? conflict.person.username) : '';
  const time = conflict ? clock(new Date(conflict.changed)) : '';
  const choose = (how: Resolution): void => {
    setBusy(true);
    void work.session.resolve(how).finally(() => setBusy(false));
  };
  return (
    <Dialog
      open={conflict !== null && state.holder === null && !busy && !same(met, conflict)}
      onClose={() => later.set({ met: conflict })}
      title={t`${name} changed “${label}” too, at ${time}`}
      subtitle={
        <Plural
          value={conflict?.mine ?? 0}
          one="# change of yours was not sent before. Nothing is lost, whatever you choose."
          other="# changes of yours were not sent before. Nothing is lost, whatever you choose."
        />
      }
      width={520}
    >
      <div className={styles.choices}>
        <Choice
          icon={Combine}
          title={t`Merge regions`}
          words={t`Their mask stays, and your changes are made on top of it.`}
          onChoose={() => choose('merge')}
          first
        />
        <Choice
          icon={CopyPlus}
          title={t`Keep mine as a copy`}
          words={t`Your version becomes an object of its own beside theirs.`}
          onChoose={() => choose('copy')}
        />
        <Choice
          icon={Undo2}
          title={t`Take theirs`}
          words={t`The mask is theirs again. Your changes stay in its history, one step back.`}
          onChoose={() => choose('theirs')}
        />
      </div>
    </Dialog>
  );
}

interface ChoiceProps {
  icon: LucideIcon;
  title: string;
  words: string;
  onChoose: () => void;
  first?: boolean;
}

function Choice({ icon, title, words, onChoose, first = false }: ChoiceProps) {
  return (
    <button
      type="button"
      className={styles.choice}
      onClick={onChoose}
      data-autofocus={first || undefined}
    >
      <Icon of={icon} />
      <span className={styles.words}>
        <b>{title}</b>
        <span>{words}</span>
      </span>
    </button>
  );
}
