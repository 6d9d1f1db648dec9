import { useLingui } from '@lingui/react/macro';
import { chooseTheme, type Choice, useTheme } from '../../app/theme.ts';
import { remember } from '../../app/preferences.ts';
import { currentLanguage, type Language, LANGUAGES, setLanguage } from '../../i18n/index.ts';
import { Card, Section } from '../../ui/Page.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import styles from './profile.module.css';

/** Language and theme; they follow the person to every browser. */
export function Looks() {
  const { t } = useLingui();
  const choice = useTheme((s) => s.choice);
  return (
    <Section
      title={t`Language and theme`}
      about={t`They follow you to every browser you sign in with. The editor has a theme of its own.`}
    >
      <Card padded>
        <div className={styles.row}>
          <Segmented
            label={t`Language`}
            value={currentLanguage()}
            onChange={(language: Language) => {
              void setLanguage(language);
              remember({ language });
            }}
            segments={(Object.keys(LANGUAGES) as Language[]).map((value) => ({
              value,
              label: LANGUAGES[value],
            }))}
          />
          <Segmented
            label={t`Theme`}
            value={choice}
            onChange={(theme: Choice) => {
              chooseTheme(theme);
              remember({ theme });
            }}
            segments={[
              { value: 'system', label: t`As the system` },
              { value: 'light', label: t`Light` },
              { value: 'dark', label: t`Dark` },
            ]}
          />
        </div>
      </Card>
    </Section>
  );
}
