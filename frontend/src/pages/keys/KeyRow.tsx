import { useLingui } from '@lingui/react/macro';
import { Plus, RotateCcw, X } from 'lucide-react';
import { useState } from 'react';
import { keyCaps } from '../../actions/keys.ts';
import { MOST_KEYS, moved, without, withKeys } from '../../actions/keymap.ts';
import { type Action, holderOf, type KeyMap, useRegistry, whyNot } from '../../actions/registry.ts';
import { Button } from '../../ui/Button.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { KeyCaps } from '../../ui/KeyCaps.tsx';
import { Listen } from './Listen.tsx';
import styles from './keys.module.css';

interface KeyRowProps {
  /** As it was defined. */
  action: Action;
  map: KeyMap;
  onChange: (map: KeyMap) => void;
}

/** One action: its keys, each to be taken away, a place for another one, and the way back to what it had at first. */
export function KeyRow({ action, map, onChange }: KeyRowProps) {
  const { t } = useLingui();
  const { actions, defined } = useRegistry();
  const [listening, setListening] = useState(false);
  /** Keys that were pressed and cannot simply be had. */
  const [wanted, setWanted] = useState<string | null>(null);
  const held = actions.get(action.id)?.keys ?? [];
  const name = t(action.label);
  const changed = map[action.id] !== undefined;
  const stop = (): void => {
    setListening(false);
    setWanted(null);
  };
  const take = (keys: string): void => {
    stop();
    onChange(moved(map, keys, action, actions, defined));
  };
  const press = (keys: string): void => {
    if (held.includes(keys)) stop();
    else if (whyNot(action, keys) === undefined && !holderOf(keys, action, actions)) take(keys);
    else {
      setListening(false);
      setWanted(keys);
    }
  };
  return (
    <li className={styles.row} data-changed={changed || undefined} aria-label={name}>
      <span className={styles.name}>
        {name}
        {action.gestures?.map((gesture) => (
          <kbd key={gesture.id} className={styles.gesture}>
            {t(gesture)}
          </kbd>
        ))}
      </span>
      <span className={styles.keys}>
        {held.map((keys) => (
          <span key={keys} className={styles.key}>
            <KeyCaps keys={keys} />
            <span className={styles.hidden}>{keyCaps(keys).join(' ')}</span>
            <IconButton
              icon={X}
              size={24}
              label={t`Take ${{ keys: keyCaps(keys).join(' ') }} away`}
              onClick={() => {
                stop();
                onChange(
                  withKeys(
                    map,
                    action,
                    held.filter((one) => one !== keys),
                  ),
                );
              }}
            />
          </span>
        ))}
        {held.length === 0 && !listening && <span className={styles.none}>{t`no key`}</span>}
        {listening ? (
          <Listen label={t`Press the keys for ${{ name }}`} onPress={press} onStop={stop} />
        ) : (
          held.length < MOST_KEYS && (
            <IconButton
              icon={Plus}
              size={24}
              label={t`Add a key`}
              onClick={() => {
                setWanted(null);
                setListening(true);
              }}
            />
          )
        )}
      </span>
      <span className={styles.reset}>
        {changed && (
          <IconButton
            icon={RotateCcw}
            size={24}
            label={t`As it was at first`}
            onClick={() => {
              stop();
              onChange(without(map, action.id));
            }}
          />
        )}
      </span>
      {wanted !== null && (
        <Conflict action={action} keys={wanted} onTake={() => take(wanted)} onStop={stop} />
      )}
      {wanted === null && !changed && <Lost action={action} held={held} />}
    </li>
  );
}

/** Why keys that were pressed are not the action's, and what can be done. */
function Conflict({
  action,
  keys,
  onTake,
  onStop,
}: {
  action: Action;
  keys: string;
  onTake: () => void;
  onStop: () => void;
}) {
  const { t } = useLingui();
  const actions = useRegistry((s) => s.actions);
  const reason = whyNot(action, keys);
  const holder = holderOf(keys, action, actions);
  const other = holder ? t(holder.label) : '';
  return (
    <p className={styles.conflict} role="alert">
      <KeyCaps keys={keys} />
      <span className={styles.words}>
        {reason === 'text'
          ? t`This also works while you type, so it needs Ctrl.`
          : reason
            ? t`This one is the browser's, or moves the focus.`
            : t`It belongs to ${other} now.`}
      </span>
      {!reason && <Button size="panel" onClick={onTake}>{t`Use it here`}</Button>}
      <Button size="panel" variant="quiet" onClick={onStop}>{t`Leave it`}</Button>
    </p>
  );
}

/** Which keys the action had at first and another one has now. */
function Lost({ action, held }: { action: Action; held: readonly string[] }) {
  const { t } = useLingui();
  const actions = useRegistry((s) => s.actions);
  const lost = action.keys.filter((keys) => !held.includes(keys));
  return lost.map((keys) => {
    const holder = holderOf(keys, action, actions);
    const other = holder ? t(holder.label) : '';
    return (
      <p key={keys} className={styles.lost}>
        <KeyCaps keys={keys} /> {t`belongs to ${other} now`}
      </p>
    );
  });
}
