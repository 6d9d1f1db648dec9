import { Trans } from '@lingui/react/macro';

/** The editor's page. */
export default function Editor() {
  return <Trans>Editor</Trans>;
}
