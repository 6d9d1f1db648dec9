import { useLingui } from '@lingui/react/macro';
import { useEffect } from 'react';
import { type System, useSystem } from '../../api/system.ts';
import { Failed } from '../../app/Failed.tsx';
import { Loading } from '../../app/Loading.tsx';
import { number } from '../../format/index.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Card, Page, Section } from '../../ui/Page.tsx';
import { Quiet, Table } from '../../ui/Table.tsx';
import { Check, CircleAlert } from 'lucide-react';
import { Disk } from './Disk.tsx';
import { FailedJobs } from './FailedJobs.tsx';
import styles from './system.module.css';
import { CHECKS, QUEUES } from './words.ts';

/** How the server is: what waits, what failed, what the disk holds, which model answers. */
export function Component() {
  const { t } = useLingui();
  const system = useSystem();
  useEffect(() => {
    document.title = t`System – Koutu`;
  });
  if (system.isPending) return <Loading />;
  if (system.isError) return <Failed error={system.error} retry={() => void system.refetch()} />;
  return (
    <Page title={t`System`}>
      <div className={styles.grid}>
        <Queues system={system.data} />
        <Checks system={system.data} />
        <Disk disk={system.data.disk} />
        <Model system={system.data} />
      </div>
      <FailedJobs />
    </Page>
  );
}

function Queues({ system }: { system: System }) {
  const { t } = useLingui();
  return (
    <Section title={t`Queues`}>
      <Card>
        <Table label={t`Queues`} head={[t`Queue`, t`Used for`, t`Waiting`]}>
          {system.queues.map((queue) => {
            const purpose = QUEUES[queue.name];
            return (
              <tr key={queue.name}>
                <td>{queue.name}</td>
                <Quiet>{purpose && t(purpose)}</Quiet>
                <td>{queue.waiting === null ? t`unknown` : number(queue.waiting)}</td>
              </tr>
            );
          })}
        </Table>
      </Card>
    </Section>
  );
}

function Checks({ system }: { system: System }) {
  const { t } = useLingui();
  return (
    <Section title={t`Checks`}>
      <Card>
        <Table label={t`Checks`} head={[t`Service`, '']}>
          {Object.entries(system.checks).map(([name, outcome]) => {
            const words = CHECKS[name];
            return (
              <tr key={name}>
                <td>{words ? t(words) : name}</td>
                <td title={outcome}>
                  {outcome === 'ok' ? (
                    <Badge tone="ok" icon={Check}>{t`works`}</Badge>
                  ) : (
                    <Badge tone="bad" icon={CircleAlert}>
                      {outcome.slice(0, 40)}
                    </Badge>
                  )}
                </td>
              </tr>
            );
          })}
        </Table>
      </Card>
    </Section>
  );
}

function Model({ system }: { system: System }) {
  const { t } = useLingui();
  const { model } = system;
  return (
    <Section title={t`Service`}>
      <Card padded>
        <dl className={styles.facts}>
          <dt>{t`Version`}</dt>
          <dd>{system.version}</dd>
          <dt>{t`Mode`}</dt>
          <dd>{system.mode === 'cluster' ? t`Several processes` : t`One process`}</dd>
          <dt>{t`Database`}</dt>
          <dd>{system.database}</dd>
          <dt>{t`Model`}</dt>
          <dd>{model.name}</dd>
          <dt>{t`Device`}</dt>
          <dd>{model.device.startsWith('cuda') ? t`Graphics card` : t`Processor`}</dd>
          <dt>{t`Weights`}</dt>
          <dd title={model.sha256}>{model.sha256.slice(0, 16)}</dd>
        </dl>
      </Card>
    </Section>
  );
}
