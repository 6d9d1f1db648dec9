import { useLingui } from '@lingui/react/macro';
import { ChevronDown, ChevronUp, Ellipsis, Trash2 } from 'lucide-react';
import { MASK_COLOUR_CHOICES } from '../app/maskColours.ts';
import type { ObjectState } from '../engine/session-state.ts';
import { Icon } from '../ui/Icon.tsx';
import { Menu, MenuItem, MenuLine, MenuRadio } from '../ui/Menu.tsx';
import { askToDelete } from './DeleteObject.tsx';
import { settings } from './settings.ts';
import type { Work } from './work.ts';
import styles from './ObjectList.module.css';

const AUTO = 'auto';

interface MenuProps {
  object: ObjectState;
  name: string;
  labels: readonly string[];
  readOnly: boolean;
  canRise: boolean;
  canSink: boolean;
  work: Work;
}

/** The rarer things to do with an object: another label or colour, its place in the list, deleting it. */
export function ObjectMenu({ object, name, labels, readOnly, canRise, canSink, work }: MenuProps) {
  const { t } = useLingui();
  const { key, label, locked } = object;
  const { colours } = settings.get();
  const { session } = work;
  const paint = (value: string): void => {
    const others = Object.entries(colours).filter(([name]) => name !== label);
    const chosen: [string, string][] = value === AUTO ? [] : [[label, value]];
    settings.set({ colours: Object.fromEntries([...others, ...chosen]) });
  };
  return (
    <Menu
      trigger={
        <button type="button" className={styles.more} aria-label={t`More for ${name}`}>
          <Icon of={Ellipsis} size={14} />
        </button>
      }
    >
      {!readOnly && labels.length > 1 && (
        <>
          <MenuRadio
            label={t`Label`}
            value={label}
            onChange={(next) => {
              settings.set({ label: next });
              void session.objects.change(key, { label: next });
            }}
            options={labels.map((value) => ({ value, label: value }))}
          />
          <MenuLine />
        </>
      )}
      <MenuRadio
        label={t`Colour`}
        value={colours[label] ?? AUTO}
        onChange={paint}
        options={[
          { value: AUTO, label: work.image.colours[label] ? t`That of its label` : t`By contrast` },
          ...MASK_COLOUR_CHOICES.map(({ value, name: word }) => ({
            value,
            label: t(word),
            swatch: value,
          })),
        ]}
      />
      {(canRise || canSink) && <MenuLine />}
      {canRise && (
        <MenuItem icon={ChevronUp} onClick={() => void session.objects.move(key, -1)}>
          {t`Move up`}
        </MenuItem>
      )}
      {canSink && (
        <MenuItem icon={ChevronDown} onClick={() => void session.objects.move(key, 1)}>
          {t`Move down`}
        </MenuItem>
      )}
      {!readOnly && !locked && (
        <>
          <MenuLine />
          <MenuItem icon={Trash2} danger onClick={() => askToDelete(key)}>
            {t`Delete`}
          </MenuItem>
        </>
      )}
    </Menu>
  );
}
