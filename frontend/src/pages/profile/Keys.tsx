import { Plural, useLingui } from '@lingui/react/macro';
import { useNavigate } from 'react-router';
import type { Me } from '../../api/types.ts';
import { Button } from '../../ui/Button.tsx';
import { Card, Section } from '../../ui/Page.tsx';
import styles from './profile.module.css';

/** The way to one's own keys. */
export function Keys({ me }: { me: Me }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const changed = Object.keys(me.key_map).length;
  return (
    <Section
      title={t`Keyboard shortcuts`}
      about={t`Every action can have other keys; they follow you to every browser.`}
    >
      <Card padded>
        <div className={styles.row}>
          <Button onClick={() => void navigate('/profile/keys')}>{t`Change keys`}</Button>
          <span className={styles.label}>
            {changed === 0 ? (
              t`All keys are as they were at first`
            ) : (
              <Plural
                value={changed}
                one="# action has keys of your own"
                other="# actions have keys of your own"
              />
            )}
          </span>
        </div>
      </Card>
    </Section>
  );
}
