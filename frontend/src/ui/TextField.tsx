import { Field } from '@base-ui/react/field';
import { useLingui } from '@lingui/react/macro';
import { Eye, EyeOff } from 'lucide-react';
import { type ReactNode, type Ref, useState } from 'react';
import { cx } from './cx.ts';
import { IconButton } from './IconButton.tsx';
import styles from './TextField.module.css';

interface TextFieldProps {
  label: string;
  name: string;
  value: string;
  onChange: (value: string) => void;
  type?: 'text' | 'password';
  size?: 'dialog' | 'login';
  hint?: ReactNode;
  error?: string | undefined;
  autoComplete?: string;
  autoFocus?: boolean;
  required?: boolean;
  maxLength?: number;
  ref?: Ref<HTMLInputElement>;
}

/** A labelled line of text; the error stands below it and is announced with it. A password can be made visible. */
export function TextField({
  label,
  name,
  value,
  onChange,
  type = 'text',
  size = 'dialog',
  hint,
  error,
  ref,
  ...rest
}: TextFieldProps) {
  const { t } = useLingui();
  const [seen, setSeen] = useState(false);
  return (
    <Field.Root name={name} invalid={error !== undefined} className={styles.field}>
      <Field.Label className={styles.label}>{label}</Field.Label>
      <div className={styles.wrap}>
        <Field.Control
          ref={ref}
          type={type === 'password' && seen ? 'text' : type}
          className={cx(styles.control, styles[size], type === 'password' && styles.secret)}
          value={value}
          onValueChange={(v) => onChange(v)}
          spellCheck={false}
          data-autofocus={rest.autoFocus === true ? '' : undefined}
          {...rest}
        />
        {type === 'password' && (
          <span className={styles.eye}>
            <IconButton
              icon={seen ? EyeOff : Eye}
              label={seen ? t`Hide password` : t`Show password`}
              onClick={() => setSeen(!seen)}
            />
          </span>
        )}
      </div>
      {hint !== undefined && error === undefined && (
        <Field.Description className={styles.hint}>{hint}</Field.Description>
      )}
      {error !== undefined && (
        <Field.Error match className={styles.error}>
          {error}
        </Field.Error>
      )}
    </Field.Root>
  );
}
