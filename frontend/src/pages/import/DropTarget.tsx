import { useLingui } from '@lingui/react/macro';
import { Upload } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { Icon } from '../../ui/Icon.tsx';
import { droppedFiles } from './files.ts';
import styles from './DropTarget.module.css';

/** A page on which files, folders and zips can be dropped anywhere. */
export function DropTarget({
  onFiles,
  children,
}: {
  onFiles: (files: readonly File[]) => void;
  children: ReactNode;
}) {
  const { t } = useLingui();
  const [over, setOver] = useState(false);
  const depth = useRef(0);
  const hasFiles = (e: React.DragEvent): boolean => e.dataTransfer.types.includes('Files');
  return (
    <div
      className={styles.target}
      onDragEnter={(e) => {
        if (!hasFiles(e)) return;
        // A dialog with a place of its own lies inside the page's; the innermost takes the drop.
        e.stopPropagation();
        depth.current += 1;
        setOver(true);
      }}
      onDragLeave={(e) => {
        if (!hasFiles(e)) return;
        e.stopPropagation();
        depth.current -= 1;
        if (depth.current === 0) setOver(false);
      }}
      onDragOver={(e) => hasFiles(e) && e.preventDefault()}
      onDrop={(e) => {
        if (!hasFiles(e)) return;
        e.preventDefault();
        e.stopPropagation();
        depth.current = 0;
        setOver(false);
        void droppedFiles(e.dataTransfer).then(onFiles);
      }}
    >
      {children}
      {over && (
        <div className={styles.over} aria-hidden>
          <span className={styles.pill}>
            <Icon of={Upload} />
            {t`Drop to check before importing`}
          </span>
        </div>
      )}
    </div>
  );
}
