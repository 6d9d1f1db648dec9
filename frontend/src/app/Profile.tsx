import { useLingui } from '@lingui/react/macro';
import { Keyboard, LogOut, UserRound } from 'lucide-react';
import { useAction } from '../actions/hooks.ts';
import { useMe } from '../api/hooks.ts';
import type { Me } from '../api/types.ts';
import { currentLanguage, type Language, LANGUAGES, setLanguage } from '../i18n/index.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Menu, MenuHeading, MenuItem, MenuLine, MenuRadio } from '../ui/Menu.tsx';
import styles from './Profile.module.css';
import { remember } from './preferences.ts';
import { type Choice, chooseTheme, useTheme } from './theme.ts';

/** What to call someone: the full name where there is one. */
function nameOf(me: Me | undefined): string {
  if (!me) return '';
  return me.name === '' ? me.username : me.name;
}

/** Who one is, and what is one's own: language, theme, keys, the way out. The version stands below. */
export function Profile() {
  const { t } = useLingui();
  const me = useMe().data;
  const choice = useTheme((s) => s.choice);
  const help = useAction('app.help');
  const profile = useAction('go.profile');
  const signOut = useAction('app.signOut');
  const name = nameOf(me);
  return (
    <Menu
      trigger={
        <button type="button" className={styles.button} aria-label={t`Profile of ${name}`}>
          <Avatar name={name} size={24} />
        </button>
      }
    >
      <div className={styles.who}>
        <span className={styles.name}>{name}</span>
        {me?.name && me.name !== me.username && <span className={styles.user}>{me.username}</span>}
      </div>
      <MenuLine />
      <MenuRadio
        label={t`Language`}
        value={currentLanguage()}
        onChange={(language: Language) => {
          void setLanguage(language);
          remember({ language });
        }}
        options={(Object.keys(LANGUAGES) as Language[]).map((value) => ({
          value,
          label: LANGUAGES[value],
        }))}
      />
      <MenuLine />
      <MenuRadio
        label={t`Theme`}
        value={choice}
        onChange={(theme: Choice) => {
          chooseTheme(theme);
          if (useTheme.getState().room === 'pages') remember({ theme });
        }}
        options={[
          { value: 'system', label: t`As the system` },
          { value: 'light', label: t`Light` },
          { value: 'dark', label: t`Dark` },
        ]}
      />
      <MenuLine />
      <MenuItem icon={UserRound} onClick={profile.run}>{t`Your profile`}</MenuItem>
      <MenuItem icon={Keyboard} keys={help.keys[0]} onClick={help.run}>{t`All keys`}</MenuItem>
      <MenuItem icon={LogOut} onClick={signOut.run}>{t`Sign out`}</MenuItem>
      <MenuLine />
      <MenuHeading>{t`Koutu ${{ version: me?.version ?? __VERSION__ }}`}</MenuHeading>
    </Menu>
  );
}
