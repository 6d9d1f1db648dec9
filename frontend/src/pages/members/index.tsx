import { useLingui } from '@lingui/react/macro';
import { UserMinus } from 'lucide-react';
import { useEffect } from 'react';
import { useParams } from 'react-router';
import { useDataset } from '../../api/hooks.ts';
import {
  type Member,
  ROLES,
  useChangeMember,
  useMembers,
  useRemoveMember,
} from '../../api/people.ts';
import { describe } from '../../app/errors.ts';
import { Failed } from '../../app/Failed.tsx';
import { Loading } from '../../app/Loading.tsx';
import { ROLE_WORDS } from '../../app/roles.ts';
import { ago } from '../../format/index.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Choice } from '../../ui/Menu.tsx';
import { Card, Page, Section } from '../../ui/Page.tsx';
import { Person } from '../../ui/Person.tsx';
import { Quiet, Table } from '../../ui/Table.tsx';
import { toast } from '../../ui/Toast.tsx';
import { AddMember } from './AddMember.tsx';

/** The people of one dataset and what each may do in it. */
export function Component() {
  const { t } = useLingui();
  const id = Number(useParams().dataset);
  const dataset = useDataset(id);
  const members = useMembers(id);
  useEffect(() => {
    document.title = t`Members – Koutu`;
  });
  const error = dataset.error ?? members.error;
  if (error)
    return (
      <Failed
        error={error}
        retry={() => void Promise.all([dataset.refetch(), members.refetch()])}
      />
    );
  if (!dataset.data || !members.data) return <Loading />;
  const manages = dataset.data.role === 'admin';
  return (
    <Page title={t`Members`}>
      {manages && (
        <Section title={t`Add somebody`}>
          <AddMember dataset={id} members={members.data} />
        </Section>
      )}
      <Section title={t`In this dataset`}>
        <Card>
          <Table label={t`Members`} head={[t`Name`, t`Role`, t`Since`, '']}>
            {members.data.map((member) => (
              <MemberRow key={member.id} member={member} manages={manages} />
            ))}
          </Table>
        </Card>
      </Section>
      <Section title={t`What the roles may do`}>
        <Card>
          <Table label={t`What the roles may do`} head={[t`Role`, t`May`]} end="words">
            {ROLES.map((role) => (
              <tr key={role}>
                <td>{t(ROLE_WORDS[role].name)}</td>
                <td>{t(ROLE_WORDS[role].may)}</td>
              </tr>
            ))}
          </Table>
        </Card>
      </Section>
    </Page>
  );
}

function MemberRow({ member, manages }: { member: Member; manages: boolean }) {
  const { t, i18n } = useLingui();
  const change = useChangeMember();
  const remove = useRemoveMember();
  const { name, username } = member.user;
  const failed = (error: Error): void => toast({ title: describe(error, i18n), tone: 'error' });
  return (
    <tr>
      <td>
        <Person name={name} username={username} />
      </td>
      <td>
        {manages ? (
          <Choice
            label={t`Role of ${name}`}
            value={member.role}
            onChange={(role) => change.mutate({ id: member.id, role }, { onError: failed })}
            options={ROLES.map((role) => ({ value: role, label: t(ROLE_WORDS[role].name) }))}
          />
        ) : (
          t(ROLE_WORDS[member.role].name)
        )}
      </td>
      <Quiet figure>{ago(new Date(member.created))}</Quiet>
      <td>
        {manages && (
          <IconButton
            icon={UserMinus}
            label={t`Remove ${name} from the dataset`}
            onClick={() =>
              remove.mutate(member.id, {
                onSuccess: () => toast({ title: t`${name} is no member any more` }),
                onError: failed,
              })
            }
          />
        )}
      </td>
    </tr>
  );
}
