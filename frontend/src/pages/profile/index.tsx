import { useLingui } from '@lingui/react/macro';
import { useEffect } from 'react';
import { useMe } from '../../api/hooks.ts';
import { Loading } from '../../app/Loading.tsx';
import { Page } from '../../ui/Page.tsx';
import { Account } from './Account.tsx';
import { Browsers } from './Browsers.tsx';
import { Keys } from './Keys.tsx';
import { Looks } from './Looks.tsx';
import { Password } from './Password.tsx';
import { Tokens } from './Tokens.tsx';

/** One's own account: name, looks, password, browsers and the keys of programs. */
export function Component() {
  const { t } = useLingui();
  const me = useMe().data;
  useEffect(() => {
    document.title = t`Profile – Koutu`;
  });
  if (!me) return <Loading />;
  return (
    <Page title={t`Profile`}>
      <Account me={me} />
      <Looks />
      <Keys me={me} />
      <Password />
      <Browsers />
      <Tokens />
    </Page>
  );
}
