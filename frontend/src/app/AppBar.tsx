import { useLingui } from '@lingui/react';
import { Trans, useLingui as useWords } from '@lingui/react/macro';
import { Keyboard, Search } from 'lucide-react';
import { NavLink, useMatch } from 'react-router';
import { useAction } from '../actions/hooks.ts';
import { ApiError } from '../api/client.ts';
import { useDataset, useDatasets, useMe } from '../api/hooks.ts';
import { Icon } from '../ui/Icon.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { KeyCaps } from '../ui/KeyCaps.tsx';
import { Mark } from '../ui/Mark.tsx';
import styles from './AppBar.module.css';
import { DatasetSwitch } from './DatasetSwitch.tsx';
import { Profile } from './Profile.tsx';
import { RunningJob } from './RunningJob.tsx';

/** The one bar of every page but the editor: where one is on the left, what goes on everywhere on the right. */
export function AppBar() {
  const { t } = useWords();
  const id = Number(useMatch('/datasets/:dataset/*')?.params.dataset);
  const { error } = useDataset(id, !Number.isNaN(id));
  // Where there is no such dataset, there is no way into its pages either.
  const inDataset = !Number.isNaN(id) && !(error instanceof ApiError && error.status === 404);
  const me = useMe().data;
  // An administrator of the server is admin of every dataset; others are where they are.
  const manages = useDatasets().data?.some((d) => d.role === 'admin') ?? false;
  const help = useAction('app.help');
  return (
    <header className={styles.bar}>
      <NavLink to="/datasets" className={styles.mark} aria-label={t`Koutu, datasets`} end>
        <Mark />
      </NavLink>
      {inDataset && <DatasetSwitch id={id} />}
      <nav className={styles.tabs} aria-label={t`Pages`}>
        {inDataset ? (
          <>
            <NavLink to={`/datasets/${id}`} className={styles.tab} end>
              <Trans>Wall</Trans>
            </NavLink>
            <NavLink to={`/datasets/${id}/members`} className={styles.tab}>
              <Trans>Members</Trans>
            </NavLink>
            <NavLink to={`/datasets/${id}/settings`} className={styles.tab}>
              <Trans>Settings</Trans>
            </NavLink>
          </>
        ) : (
          <NavLink to="/datasets" className={styles.tab} end>
            <Trans>Datasets</Trans>
          </NavLink>
        )}
        <NavLink to="/jobs" className={styles.tab}>
          <Trans>Jobs</Trans>
        </NavLink>
        {!inDataset && me?.is_admin && (
          <NavLink to="/people" className={styles.tab}>
            <Trans>People</Trans>
          </NavLink>
        )}
        {!inDataset && (me?.is_admin === true || manages) && (
          <NavLink to="/audit" className={styles.tab}>
            <Trans>Audit</Trans>
          </NavLink>
        )}
        {!inDataset && me?.is_admin && (
          <NavLink to="/system" className={styles.tab}>
            <Trans>System</Trans>
          </NavLink>
        )}
      </nav>
      <div className={styles.right}>
        <RunningJob />
        <PaletteButton />
        <IconButton icon={Keyboard} label={t`All keys`} keys={help.keys[0]} onClick={help.run} />
        <Profile />
      </div>
    </header>
  );
}

function PaletteButton() {
  const { _ } = useLingui();
  const { t } = useWords();
  const palette = useAction('app.palette');
  return (
    <button
      type="button"
      className={styles.search}
      onClick={palette.run}
      aria-label={_(palette.label)}
    >
      <Icon of={Search} size={14} />
      <span className={styles.words}>{t`Search or run…`}</span>
      <KeyCaps keys={palette.keys[0]} whole />
    </button>
  );
}
