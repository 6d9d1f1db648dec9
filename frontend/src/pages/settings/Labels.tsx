import { useLingui } from '@lingui/react/macro';
import { ArrowUpToLine, Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { ApiError } from '../../api/client.ts';
import { useChangeDataset } from '../../api/hooks.ts';
import type { Dataset } from '../../api/types.ts';
import { describe } from '../../app/errors.ts';
import { MASK_COLOUR_CHOICES } from '../../app/maskColours.ts';
import { Button } from '../../ui/Button.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Choice } from '../../ui/Menu.tsx';
import { Card, Section } from '../../ui/Page.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/Toast.tsx';
import { RenameLabel } from './RenameLabel.tsx';
import styles from './settings.module.css';

const BY_CONTRAST = '';

/** What the objects of a dataset can be called, and the colours of their masks. */
export function Labels({ dataset, manages }: { dataset: Dataset; manages: boolean }) {
  const { t, i18n } = useLingui();
  const change = useChangeDataset(dataset.id);
  const add = useChangeDataset(dataset.id);
  const [name, setName] = useState('');
  const [renamed, setRenamed] = useState<string | null>(null);
  const { labels, colours } = dataset;
  const clean = name.trim();
  const reason = labels.includes(clean)
    ? t`There is such a label`
    : clean
      ? undefined
      : t`Give it a name first`;

  const mutate = (changed: Parameters<typeof change.mutate>[0]): void =>
    change.mutate(changed, {
      onError: (error) => toast({ tone: 'error', title: refused(error), about: 'labels' }),
    });
  const paint = (label: string, colour: string): void => {
    const others = Object.entries(colours).filter(([of]) => of !== label);
    mutate({ colours: Object.fromEntries(colour ? [...others, [label, colour]] : others) });
  };
  const without = (label: string): string[] => labels.filter((one) => one !== label);
  const refused = (error: Error): string => {
    if (error instanceof ApiError && error.code === 'label_in_use') {
      const used = (error.problem.labels as string[]).join(', ');
      return t`Objects have the label ${used}. Give them another one first.`;
    }
    return describe(error, i18n);
  };

  return (
    <Section
      title={t`Labels`}
      about={t`What objects can be called. A new object gets the first one; another one is chosen in its menu in the editor.`}
    >
      <Card>
        <ul>
          {labels.map((label, index) => (
            <li key={label} className={styles.labelRow}>
              <span className={styles.labelName}>{label}</span>
              {manages ? (
                <>
                  <Choice
                    quiet
                    label={t`Colour of ${label}`}
                    value={colours[label] ?? BY_CONTRAST}
                    onChange={(colour) => paint(label, colour)}
                    options={[
                      { value: BY_CONTRAST, label: t`By contrast` },
                      ...MASK_COLOUR_CHOICES.map(({ value, name: word }) => ({
                        value,
                        label: t(word),
                        swatch: value,
                      })),
                    ]}
                  />
                  <IconButton
                    icon={Pencil}
                    label={t`Rename ${label}`}
                    onClick={() => setRenamed(label)}
                  />
                  <IconButton
                    icon={ArrowUpToLine}
                    label={t`Give ${label} to new objects`}
                    reason={index === 0 ? t`New objects get it already` : undefined}
                    onClick={() => mutate({ labels: [label, ...without(label)] })}
                  />
                  <IconButton
                    icon={Trash2}
                    label={t`Delete ${label}`}
                    reason={labels.length === 1 ? t`A dataset needs a label` : undefined}
                    onClick={() => mutate({ labels: without(label) })}
                  />
                </>
              ) : (
                colours[label] && (
                  <i className={styles.swatch} style={{ background: colours[label] }} />
                )
              )}
            </li>
          ))}
        </ul>
        {manages && (
          <form
            className={styles.newLabel}
            onSubmit={(e) => {
              e.preventDefault();
              if (reason === undefined)
                add.mutate({ labels: [...labels, clean] }, { onSuccess: () => setName('') });
            }}
          >
            <TextField
              label={t`New label`}
              name="label"
              value={name}
              onChange={(next) => {
                add.reset();
                setName(next);
              }}
              maxLength={100}
              error={add.error ? refused(add.error) : undefined}
            />
            <Button type="submit" size="dialog" icon={Plus} busy={add.isPending} reason={reason}>
              {t`Add`}
            </Button>
          </form>
        )}
      </Card>
      {renamed !== null && (
        <RenameLabel dataset={dataset} label={renamed} onClose={() => setRenamed(null)} />
      )}
    </Section>
  );
}
