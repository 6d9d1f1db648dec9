import { Autocomplete } from '@base-ui/react/autocomplete';
import { Dialog } from '@base-ui/react/dialog';
import { Trans } from '@lingui/react/macro';
import { type LucideIcon, Search } from 'lucide-react';
import styles from './CommandList.module.css';
import { Icon } from './Icon.tsx';
import { KeyCaps } from './KeyCaps.tsx';

export interface Command {
  id: string;
  label: string;
  hint?: string;
  icon?: LucideIcon | undefined;
  /** Address of a thumbnail instead of an icon. */
  picture?: string;
  keys?: string | undefined;
  run: () => void;
}

export interface CommandGroup {
  label: string;
  items: Command[];
}

interface CommandListProps {
  label: string;
  empty: string;
  find: string;
  onFind: (words: string) => void;
  groups: readonly CommandGroup[];
  onClose: () => void;
}

/** A dialog with a field and what matches it; arrows move, Enter runs. */
export function CommandList({ label, empty, find, onFind, groups, onClose }: CommandListProps) {
  const choose = (command: Command): void => {
    onClose();
    command.run();
  };
  const items = groups.map((g) => ({ value: g.label, items: g.items }));
  return (
    <Dialog.Root open onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.scrim} />
        <Dialog.Popup className={styles.popup} aria-label={label}>
          <Autocomplete.Root
            open
            inline
            items={items}
            value={find}
            onValueChange={(v, details) => details.reason !== 'item-press' && onFind(v)}
            mode="none"
            autoHighlight="always"
            keepHighlight
            itemToStringValue={(c: Command) => c.label}
          >
            <div className={styles.field}>
              <Icon of={Search} className={styles.glass} />
              <Autocomplete.Input className={styles.input} placeholder={label} aria-label={label} />
            </div>
            <div className={styles.results}>
              <Autocomplete.Empty>
                {groups.length === 0 && <div className={styles.empty}>{empty}</div>}
              </Autocomplete.Empty>
              <Autocomplete.List>
                {(group: { value: string; items: Command[] }) => (
                  <Autocomplete.Group
                    key={group.value}
                    items={group.items}
                    className={styles.group}
                  >
                    <Autocomplete.GroupLabel className={styles.heading}>
                      {group.value}
                    </Autocomplete.GroupLabel>
                    <Autocomplete.Collection>
                      {(command: Command) => (
                        <Autocomplete.Item
                          key={command.id}
                          value={command}
                          className={styles.item}
                          onClick={() => choose(command)}
                        >
                          {command.picture !== undefined ? (
                            <img src={command.picture} alt="" className={styles.picture} />
                          ) : (
                            <span className={styles.icon}>
                              {command.icon && <Icon of={command.icon} />}
                            </span>
                          )}
                          <span className={styles.label}>
                            <Found text={command.label} words={find} />
                          </span>
                          {command.hint !== undefined && (
                            <span className={styles.hint}>{command.hint}</span>
                          )}
                          <span className={styles.keys}>
                            <KeyCaps keys={command.keys} />
                          </span>
                        </Autocomplete.Item>
                      )}
                    </Autocomplete.Collection>
                  </Autocomplete.Group>
                )}
              </Autocomplete.List>
            </div>
            <footer className={styles.footer} aria-hidden>
              <KeyCaps keys="ArrowUp" />
              <KeyCaps keys="ArrowDown" />
              <span className={styles.word}>
                <Trans>Move</Trans>
              </span>
              <KeyCaps keys="Enter" />
              <span className={styles.word}>
                <Trans>Run</Trans>
              </span>
              <KeyCaps keys="Escape" />
              <span className={styles.word}>
                <Trans>Close</Trans>
              </span>
            </footer>
          </Autocomplete.Root>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** The text with the part that was looked for in bold. */
function Found({ text, words }: { text: string; words: string }) {
  const at = words.trim() ? text.toLowerCase().indexOf(words.trim().toLowerCase()) : -1;
  if (at < 0) return text;
  const end = at + words.trim().length;
  return (
    <>
      {text.slice(0, at)}
      <b>{text.slice(at, end)}</b>
      {text.slice(end)}
    </>
  );
}
