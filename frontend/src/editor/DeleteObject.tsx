import { Plural, useLingui } from '@lingui/react/macro';
import type { SessionState } from '../engine/session-state.ts';
import { Store } from '../engine/store.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog, FooterGap } from '../ui/Dialog.tsx';
import { objectNames } from './objectNames.ts';
import { useStore } from './useStore.ts';
import type { Work } from './work.ts';

const asked = new Store<{ key: string | null }>({ key: null });

/** Asks before an object is deleted: that cannot be undone. */
export function askToDelete(key: string): void {
  asked.set({ key });
}

export function DeleteObject({ work, state }: { work: Work; state: SessionState }) {
  const { t } = useLingui();
  const { key } = useStore(asked);
  const object = state.objects.find((one) => one.key === key);
  const close = (): void => asked.set({ key: null });
  const name = objectNames(state.objects, t`Object`).get(key ?? '') ?? '';
  const steps = object?.steps ?? 0;
  return (
    <Dialog
      open={object !== undefined}
      onClose={close}
      title={t`Delete “${name}”?`}
      width={420}
      footer={
        <>
          <FooterGap />
          <Button size="dialog" variant="quiet" onClick={close}>{t`Cancel`}</Button>
          <Button
            size="dialog"
            variant="danger"
            autoFocus
            onClick={() => {
              close();
              if (object) void work.session.objects.remove(object.key);
            }}
          >
            {t`Delete`}
          </Button>
        </>
      }
    >
      <p>
        {steps > 0 ? (
          <Plural
            value={steps}
            one="Its mask and the one step of its history go. This cannot be undone."
            other="Its mask and the # steps of its history go. This cannot be undone."
          />
        ) : (
          t`It is still empty.`
        )}
      </p>
    </Dialog>
  );
}
