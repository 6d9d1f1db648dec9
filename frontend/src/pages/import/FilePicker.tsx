import { useLingui } from '@lingui/react/macro';
import { FolderUp, ImageUp } from 'lucide-react';
import { useRef } from 'react';
import { Button } from '../../ui/Button.tsx';
import styles from './FilePicker.module.css';

/** Two buttons: files (photos or a zip), or a whole folder. */
export function FilePicker({
  variant = 'normal',
  onFiles,
}: {
  variant?: 'main' | 'normal';
  onFiles: (files: readonly File[]) => void;
}) {
  const { t } = useLingui();
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const take = (input: HTMLInputElement): void => {
    const chosen = [...(input.files ?? [])].filter((file) => !file.name.startsWith('.'));
    input.value = '';
    if (chosen.length > 0) onFiles(chosen);
  };
  return (
    <div className={styles.buttons}>
      <Button
        variant={variant}
        size="dialog"
        icon={ImageUp}
        onClick={() => files.current?.click()}
      >{t`Choose files`}</Button>
      <Button
        size="dialog"
        icon={FolderUp}
        onClick={() => folder.current?.click()}
      >{t`Choose a folder`}</Button>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        accept=".zip,image/jpeg,image/png,image/webp,image/tiff,image/bmp"
        onChange={(e) => take(e.target)}
      />
      <input
        ref={folder}
        type="file"
        multiple
        hidden
        webkitdirectory=""
        onChange={(e) => take(e.target)}
      />
    </div>
  );
}
