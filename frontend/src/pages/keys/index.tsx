import { useLingui } from '@lingui/react/macro';
import { RotateCcw } from 'lucide-react';
import { useEffect, useState } from 'react';
import { grouped } from '../../actions/grouped.ts';
import { isFixed, type KeyMap, type Scope, useRegistry } from '../../actions/registry.ts';
import { useMe } from '../../api/hooks.ts';
import { describe } from '../../app/errors.ts';
import { Loading } from '../../app/Loading.tsx';
import { rememberKeys } from '../../app/preferences.ts';
import { ScopeTabs } from '../../app/ScopeTabs.tsx';
import { Button } from '../../ui/Button.tsx';
import { Card, Page, Section } from '../../ui/Page.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { toast } from '../../ui/Toast.tsx';
import { KeyRow } from './KeyRow.tsx';
import styles from './keys.module.css';

/** Every action with its keys, to be changed; they follow the person to every browser. */
export function Component() {
  const { t, i18n } = useLingui();
  const me = useMe().data;
  const [scope, setScope] = useState<Scope>('editor');
  const [find, setFind] = useState('');
  useEffect(() => {
    document.title = t`Keyboard shortcuts – Koutu`;
  });
  if (!me) return <Loading />;
  const map: KeyMap = me.key_map;
  const changed = Object.keys(map).length;
  const save = (next: KeyMap): void => {
    rememberKeys(next).catch((error: unknown) =>
      toast({ tone: 'error', title: t`Not saved`, description: describe(error, i18n) }),
    );
  };
  return (
    <Page
      title={t`Keyboard shortcuts`}
      tools={
        <Button
          icon={RotateCcw}
          onClick={() => {
            save({});
            toast({
              title: t`All keys are as they were at first`,
              action: { label: t`Undo`, run: () => save(map) },
            });
          }}
          reason={changed === 0 ? t`Nothing is changed` : undefined}
        >{t`Reset all`}</Button>
      }
    >
      <div className={styles.tools}>
        <ScopeTabs value={scope} onChange={setScope} />
        <SearchField label={t`Find an action`} value={find} onChange={setFind} />
      </div>
      <Groups scope={scope} find={find} map={map} onChange={save} />
    </Page>
  );
}

function Groups({
  scope,
  find,
  map,
  onChange,
}: {
  scope: Scope;
  find: string;
  map: KeyMap;
  onChange: (map: KeyMap) => void;
}) {
  const { t, i18n } = useLingui();
  const defined = useRegistry((s) => s.defined);
  // What is looked for by name may be anywhere.
  const here = [...defined.values()].filter(
    (action) => !isFixed(action) && (find.trim() !== '' || action.scope === scope),
  );
  const groups = grouped(here, find, i18n);
  if (groups.size === 0) return <p className={styles.none}>{t`No action of this name.`}</p>;
  return [...groups].map(([group, members]) => (
    <Section key={group} title={group}>
      <Card>
        <ul className={styles.rows}>
          {members.map((action) => (
            <KeyRow key={action.id} action={action} map={map} onChange={onChange} />
          ))}
        </ul>
      </Card>
    </Section>
  ));
}
