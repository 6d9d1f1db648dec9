import { useLingui } from '@lingui/react/macro';
import { ArrowUpDown, Grid3x3, Image, Layers, ListFilter, Scissors, Square } from 'lucide-react';
import type { RefObject } from 'react';
import { ActionButton } from '../../actions/ActionButton.tsx';
import type { Dataset, ImageState } from '../../api/types.ts';
import { number } from '../../format/index.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Choice } from '../../ui/Menu.tsx';
import { REASONS, useReasonName } from '../../ui/ReasonChip.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { Slider } from '../../ui/Slider.tsx';
import { useStateWords } from '../datasets/parts.ts';
import type { Ordering, WallFilter } from './filter.ts';
import type { Layer } from './layer.ts';
import styles from './Strip.module.css';
import { useTyped } from './useTyped.ts';

interface StripProps {
  dataset: Dataset | undefined;
  filter: WallFilter;
  onChange: (part: Partial<WallFilter>) => void;
  /** Whether any image has a score to order by. */
  scored: boolean;
  /** How many images match, in words; empty while that is not known. */
  matches: string;
  columns: number;
  range: { min: number; max: number };
  onColumns: (columns: number) => void;
  layer: Layer;
  onLayer: (layer: Layer) => void;
  searchRef: RefObject<HTMLInputElement | null>;
}

const ORDER: (ImageState | 'all')[] = [
  'all',
  'new',
  'in_progress',
  'submitted',
  'rejected',
  'accepted',
];

/** What is shown, in which order, how large; and what brings images in and out. */
export function Strip({
  dataset,
  filter,
  onChange,
  scored,
  matches,
  columns,
  range,
  onColumns,
  layer,
  onLayer,
  searchRef,
}: StripProps) {
  const { t } = useLingui();
  const words = useStateWords();
  const reasonName = useReasonName();
  const counts = dataset?.counts;
  const faults =
    REASONS.includes(filter.reason) || !filter.reason ? REASONS : [...REASONS, filter.reason];
  const [typed, type] = useTyped(filter.q, (q) => onChange({ q }));
  return (
    <div className={styles.strip}>
      <div className={styles.row}>
        <Segmented
          label={t`State`}
          value={filter.state}
          onChange={(state) => onChange({ state })}
          segments={ORDER.map((value) => ({
            value,
            label: value === 'all' ? t`All` : words[value],
            count: counts ? number(counts[value === 'all' ? 'total' : value]) : null,
          }))}
        />
        <span className={styles.gap} />
        <Segmented
          fold
          label={t`Layer`}
          value={layer}
          onChange={onLayer}
          segments={[
            { value: 'picture', label: t`Picture`, icon: Image },
            { value: 'overlay', label: t`Overlay`, icon: Layers },
            { value: 'cutout', label: t`Cut-out`, icon: Scissors },
          ]}
        />
        <ActionButton action="wall.import" variant="quiet" fold />
        <ActionButton action="wall.export" variant="quiet" fold />
      </div>
      <div className={styles.row}>
        <SearchField
          ref={searchRef}
          label={t`Find by name`}
          value={typed}
          onChange={type}
          width={240}
        />
        {(scored || filter.reason) && (
          <Choice
            quiet={!filter.reason}
            icon={ListFilter}
            label={t`Fault`}
            value={filter.reason}
            onChange={(reason) => onChange({ reason })}
            options={[
              { value: '', label: t`Any fault or none` },
              ...faults.map((value) => ({ value, label: reasonName(value) })),
            ]}
          />
        )}
        <span className={styles.matches} role="status">
          {matches}
        </span>
        <span className={styles.gap} />
        <Choice
          quiet
          icon={ArrowUpDown}
          label={t`Order`}
          value={filter.ordering}
          onChange={(ordering: Ordering) => onChange({ ordering })}
          options={[
            { value: 'key', label: t`By name` },
            { value: '-changed', label: t`Last changed first` },
            ...(scored
              ? [
                  { value: 'score' as const, label: t`Worst first` },
                  { value: '-edit' as const, label: t`Likeliest edits first` },
                  { value: '-score' as const, label: t`Best first` },
                ]
              : []),
          ]}
        />
        <span className={styles.size}>
          <Icon of={Grid3x3} size={14} />
          <Slider
            label={t`Size of the thumbnails`}
            value={range.min + range.max - columns}
            min={range.min}
            max={range.max}
            onChange={(v) => onColumns(range.min + range.max - v)}
          />
          <Icon of={Square} size={14} />
        </span>
        <ActionButton action="wall.next" variant="main" />
      </div>
    </div>
  );
}
