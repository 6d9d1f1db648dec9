import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Outlet, useMatch, useNavigate } from 'react-router';
import { useActions } from '../actions/hooks.ts';
import type { Dataset, Me } from '../api/types.ts';
import { currentLanguage, setLanguage } from '../i18n/index.ts';
import { Help } from './Help.tsx';
import { Offline } from './Offline.tsx';
import { Palette } from './Palette.tsx';
import { useSignOut } from './session.ts';
import { chooseTheme, useTheme } from './theme.ts';

/** What is there on every page: palette, help, the connection's state and the actions that work everywhere. */
export function Root() {
  useLingui();
  const [open, setOpen] = useState<'palette' | 'help' | null>(null);
  const navigate = useNavigate();
  const theme = useTheme((s) => s.theme);
  const signOut = useSignOut();
  const client = useQueryClient();
  // What is known already: this stands above the login page, where nobody is asked who they are.
  const me = client.getQueryData<Me>(['me']);
  const manages = client.getQueryData<Dataset[]>(['datasets'])?.some((d) => d.role === 'admin');
  const signedOut = useMatch('/login') !== null;
  useActions({
    'app.palette': { perform: () => setOpen((o) => (o === 'palette' ? null : 'palette')) },
    'app.help': { perform: () => setOpen('help') },
    'app.theme': { perform: () => chooseTheme(theme === 'dark' ? 'light' : 'dark') },
    'app.language': { perform: () => void setLanguage(currentLanguage() === 'zh' ? 'en' : 'zh') },
    'app.signOut': { perform: signOut },
    'go.datasets': { perform: () => void navigate('/datasets') },
    'go.jobs': { perform: () => void navigate('/jobs') },
    'go.profile': { perform: () => void navigate('/profile') },
    'go.keys': { perform: () => void navigate('/profile/keys') },
    'go.people': {
      perform: () => void navigate('/people'),
      unavailable: me?.is_admin ? undefined : msg`For administrators of the server`,
    },
    'go.system': {
      perform: () => void navigate('/system'),
      unavailable: me?.is_admin ? undefined : msg`For administrators of the server`,
    },
    'go.audit': {
      perform: () => void navigate('/audit'),
      unavailable:
        me?.is_admin === true || manages === true
          ? undefined
          : msg`For administrators of the server or a dataset`,
    },
  });
  return (
    <>
      <Outlet />
      <Offline />
      <Palette open={open === 'palette' && !signedOut} onClose={() => setOpen(null)} />
      <Help open={open === 'help'} onClose={() => setOpen(null)} />
    </>
  );
}
