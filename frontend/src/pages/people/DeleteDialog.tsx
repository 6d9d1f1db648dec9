import { Trans, useLingui } from '@lingui/react/macro';
import { type Account, useDeleteAccount } from '../../api/people.ts';
import { describe } from '../../app/errors.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog, FooterGap } from '../../ui/Dialog.tsx';
import { toast } from '../../ui/Toast.tsx';

/** Says what stays and what goes before an account is deleted. */
export function DeleteDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const { t, i18n } = useLingui();
  const remove = useDeleteAccount();
  const { name } = account;
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Delete the account of ${name}`}
      width={460}
      footer={
        <>
          <FooterGap>{remove.error && describe(remove.error, i18n)}</FooterGap>
          <Button size="dialog" onClick={onClose}>{t`Cancel`}</Button>
          <Button
            size="dialog"
            variant="danger"
            busy={remove.isPending}
            autoFocus
            onClick={() =>
              remove.mutate(account.id, {
                onSuccess: () => {
                  onClose();
                  toast({ title: t`The account of ${name} is deleted` });
                },
              })
            }
          >{t`Delete`}</Button>
        </>
      }
    >
      <p>
        <Trans>
          Their masks, reviews and comments stay and go on saying who made them. The account, its
          memberships, tokens and settings go. This cannot be taken back; closing the account can.
        </Trans>
      </p>
    </Dialog>
  );
}
