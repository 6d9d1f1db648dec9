import { useLingui } from '@lingui/react/macro';
import { Gauge } from 'lucide-react';
import { useChangeSettings, useModels } from '../../api/hooks.ts';
import type { Dataset, Model } from '../../api/types.ts';
import { describe } from '../../app/errors.ts';
import { Button } from '../../ui/Button.tsx';
import { Choice } from '../../ui/Menu.tsx';
import { Card, Section } from '../../ui/Page.tsx';
import { toast } from '../../ui/Toast.tsx';
import { automatic, type Chosen, parse, settingOf } from './model.ts';
import styles from './settings.module.css';

/** Which model answers the clicks, and at which size it looks at the photo. */
export function Clicks({ dataset, manages }: { dataset: Dataset; manages: boolean }) {
  const { t, i18n } = useLingui();
  const models = useModels();
  return (
    <Section
      title={t`Clicks`}
      about={t`The model that answers clicks, boxes and scribbles in this dataset.`}
    >
      <Card padded>
        {models.error ? (
          <p className={styles.bad}>{describe(models.error, i18n)}</p>
        ) : !models.data ? (
          <p className={styles.help}>{t`Asking which models there are`}</p>
        ) : manages ? (
          <Fields dataset={dataset} models={models.data} />
        ) : (
          <Shown setting={dataset.settings.model} models={models.data} />
        )}
      </Card>
    </Section>
  );
}

function Shown({ setting, models }: { setting: unknown; models: readonly Model[] }) {
  const { t } = useLingui();
  const chosen = parse(setting, models);
  return chosen ? t`${{ name: chosen.name }}, ${{ size: chosen.size }} px` : String(setting);
}

function Fields({ dataset, models }: { dataset: Dataset; models: readonly Model[] }) {
  const { t, i18n } = useLingui();
  const { mutate, isPending } = useChangeSettings(dataset);
  const { model: setting } = dataset.settings;
  const chosen = parse(setting, models);
  const found = automatic(models);
  const model = models.find((m) => m.name === chosen?.name);
  const byItself = chosen !== null && found?.name === chosen.name && found.size === chosen.size;

  const choose = (next: (now: Chosen | null) => Chosen): void =>
    mutate((now) => ({ model: settingOf(next(parse(now.model, models)), models) }), {
      onError: (error) => toast({ title: describe(error, i18n), tone: 'error' }),
    });
  const named = (m: Model): string => {
    const [name, size] = [m.name, m.size];
    if (m.default && models.length > 1) return t`${name}, ${size} px, the most exact`;
    return t`${name}, ${size} px`;
  };

  return (
    <>
      <div className={styles.row}>
        <span className={styles.label}>{t`Model`}</span>
        <Choice
          label={t`Model`}
          value={chosen?.name ?? ''}
          onChange={(name) => {
            const next = models.find((m) => m.name === name);
            if (next) choose(() => next);
          }}
          options={[
            ...(chosen ? [] : [{ value: '', label: String(setting) }]),
            ...models.map((m) => ({ value: m.name, label: named(m) })),
          ]}
        />
        {model && chosen && (
          <>
            <span className={styles.label}>{t`Input size`}</span>
            <Choice
              label={t`Input size`}
              value={String(chosen.size)}
              onChange={(size) =>
                choose((now) => ({ name: now?.name ?? model.name, size: Number(size) }))
              }
              options={model.sizes.map((size) => ({
                value: String(size),
                label: size === model.size ? t`${size} px, as trained` : t`${size} px`,
              }))}
            />
          </>
        )}
        {found && (
          <Button
            icon={Gauge}
            variant="quiet"
            busy={isPending}
            onClick={() => choose(() => found)}
            reason={byItself ? t`It is what the server chooses by itself` : undefined}
          >{t`Automatic`}</Button>
        )}
      </div>
      {!chosen && (
        <p className={styles.bad} role="alert">
          {t`This server has no such model, so clicks are refused. Choose another one.`}
        </p>
      )}
      <p className={styles.help}>
        {t`A smaller model, or a smaller view, answers faster and cuts less exactly. Automatic takes the best one that this server answers fast enough with. Masks that are there stay as they are; the next click asks the model chosen here.`}
      </p>
    </>
  );
}
