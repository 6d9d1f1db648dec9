import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useMatch, useNavigate } from 'react-router';
import { grouped } from '../actions/grouped.ts';
import { singleKeysOn, setSingleKeys } from '../actions/preference.ts';
import { type Scope, useRegistry } from '../actions/registry.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog, FooterGap } from '../ui/Dialog.tsx';
import { KeyCaps } from '../ui/KeyCaps.tsx';
import { SearchField } from '../ui/SearchField.tsx';
import { Switch } from '../ui/Switch.tsx';
import { ScopeTabs } from './ScopeTabs.tsx';
import styles from './Help.module.css';

/** Every action with its keys, by place and group, straight from the registry. */
export function Help({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useLingui();
  const inEditor = useMatch('/images/:id') !== null;
  const signedOut = useMatch('/login') !== null;
  const navigate = useNavigate();
  const onWall = useMatch('/datasets/:dataset') !== null;
  const here: Scope = inEditor ? 'editor' : onWall ? 'wall' : 'everywhere';
  const [chosen, setChosen] = useState<Scope | null>(null);
  const [find, setFind] = useState('');
  const [single, setSingle] = useState(singleKeysOn);
  const scope = chosen ?? here;
  const close = (): void => {
    setChosen(null);
    setFind('');
    onClose();
  };
  return (
    <Dialog
      open={open}
      onClose={close}
      title={t`Keyboard shortcuts`}
      width={1080}
      height={716}
      tools={
        <>
          <ScopeTabs value={scope} onChange={setChosen} />
          <SearchField label={t`Find an action`} value={find} onChange={setFind} />
        </>
      }
      footer={
        <>
          <span
            className={styles.note}
          >{t`Keys follow the position on the keyboard, so they stay where they are on every layout.`}</span>
          <FooterGap />
          {!signedOut && (
            <Button
              variant="quiet"
              onClick={() => {
                close();
                void navigate('/profile/keys');
              }}
            >{t`Change keys`}</Button>
          )}
          <Switch
            checked={single}
            onChange={(on) => {
              setSingleKeys(on);
              setSingle(on);
            }}
          >{t`Single-character keys`}</Switch>
        </>
      }
    >
      <Groups scope={scope} find={find} />
    </Dialog>
  );
}

function Groups({ scope, find }: { scope: Scope; find: string }) {
  const { t, i18n } = useLingui();
  const actions = useRegistry((s) => s.actions);
  const here = [...actions.values()].filter(
    (action) => action.scope === scope && (action.keys.length > 0 || action.gestures),
  );
  const groups = grouped(here, find, i18n);
  if (groups.size === 0) return <p className={styles.none}>{t`No action of this name here.`}</p>;
  return (
    <div className={styles.columns}>
      {[...groups].map(([group, members]) => (
        <section key={group} className={styles.group}>
          <h3 className={styles.heading}>{group}</h3>
          <dl>
            {members.map((action) => (
              <div key={action.id} className={styles.row}>
                <dt>{t(action.label)}</dt>
                <dd className={styles.keys}>
                  {action.gestures?.map((g) => (
                    <kbd key={g.id} className={styles.gesture}>
                      {t(g)}
                    </kbd>
                  ))}
                  {action.keys.map((k) => (
                    <KeyCaps key={k} keys={k} />
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
