import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { ChevronLeft, ChevronRight, Image as ImageIcon } from 'lucide-react';
import { useState } from 'react';
import { api, pictureUrl } from '../../api/client.ts';
import { imageQuery } from '../../api/hooks.ts';
import type { ImageItem, ImageState, Page } from '../../api/types.ts';
import { dimensions, number } from '../../format/index.ts';
import { Icon } from '../../ui/Icon.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import styles from './Preview.module.css';

/** A look at what will leave, a few images of it. */
export function Preview({
  total,
  dataset,
  state,
  format,
}: {
  /** How many images will leave; the first hundred can be looked at. */
  total: number;
  dataset: number;
  state: ImageState | 'all';
  format: 'cutout' | 'overlay';
}) {
  const { t } = useLingui();
  const [at, setAt] = useState(0);
  const images = useQuery({
    queryKey: ['preview', dataset, state],
    queryFn: ({ signal }) =>
      api.get<Page<ImageItem>>(
        imageQuery(
          {
            dataset,
            ...(state === 'all' ? {} : { state }),
            has_mask: 'true',
            ordering: '-changed',
          },
          100,
        ),
        signal,
      ),
  });
  const list = images.data?.results ?? [];
  const index = Math.min(at, Math.max(0, list.length - 1));
  const image = list[index];
  return (
    <aside className={styles.preview} aria-label={t`Preview`}>
      <header className={styles.head}>
        <span className={styles.key}>{image?.key ?? t`Preview`}</span>
        <IconButton
          icon={ChevronLeft}
          size={24}
          label={t`Previous`}
          onClick={() => setAt(Math.max(0, index - 1))}
        />
        <span
          className={styles.at}
        >{t`${{ done: number(image ? index + 1 : 0) }} of ${{ total: number(total) }}`}</span>
        <IconButton
          icon={ChevronRight}
          size={24}
          label={t`Next`}
          onClick={() => setAt(Math.min(list.length - 1, index + 1))}
        />
      </header>
      <div className={styles.frame}>
        {image ? (
          <img
            key={image.id}
            src={pictureUrl(image, format, 512)}
            alt={image.key}
            className={styles.picture}
          />
        ) : (
          <Icon of={ImageIcon} size={24} />
        )}
      </div>
      {image && <span className={styles.size}>{dimensions(image.width, image.height)}</span>}
      <div className={styles.few}>
        {list.slice(0, 4).map((other, i) => (
          <button
            key={other.id}
            type="button"
            className={styles.small}
            aria-label={other.key}
            aria-pressed={i === index}
            onClick={() => setAt(i)}
          >
            <img src={pictureUrl(other, format, 256)} alt="" className={styles.picture} />
          </button>
        ))}
      </div>
    </aside>
  );
}
