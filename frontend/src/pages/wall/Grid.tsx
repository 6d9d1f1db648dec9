import { useLingui } from '@lingui/react/macro';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type Ref, useEffect, useImperativeHandle, useLayoutEffect, useRef } from 'react';
import type { ImageItem } from '../../api/types.ts';
import type { Reason } from '../../ui/ReasonChip.tsx';
import { Cell } from './Cell.tsx';
import styles from './Grid.module.css';
import type { Layer } from './layer.ts';
import { type Layout, MARGIN, thumbSize } from './measure.ts';

export interface GridHandle {
  /** Rows that fit the window, for paging by keyboard. */
  rowsInView: () => number;
  /** How far it is scrolled, in pixels. */
  top: () => number;
  takeFocus: () => void;
}

interface GridProps {
  images: readonly ImageItem[];
  layout: Layout;
  layer: Layer;
  /** Index of the image with the keyboard's focus. */
  focus: number;
  onFocus: (index: number) => void;
  onOpen: (index: number) => void;
  /** Open it where that fault is. */
  onReason: (index: number, reason: Reason) => void;
  /** The end of what is loaded comes into view. */
  onEnd: () => void;
  /** Where it is scrolled to at first, in pixels. */
  top: number;
  ref: Ref<GridHandle>;
}

/** Thumbnails in fixed cells; only the rows near the window exist. The focus is an index, not an element, so it survives scrolling. */
export function Grid({
  images,
  layout,
  layer,
  focus,
  onFocus,
  onOpen,
  onReason,
  onEnd,
  top,
  ref,
}: GridProps) {
  const { t } = useLingui();
  const box = useRef<HTMLDivElement>(null);
  const { columns } = layout;
  const rows = Math.ceil(images.length / columns);
  const virtual = useVirtualizer({
    count: rows,
    getScrollElement: () => box.current,
    estimateSize: () => layout.row,
    overscan: 2,
    initialOffset: top,
    paddingStart: MARGIN,
    paddingEnd: MARGIN,
    scrollPaddingStart: MARGIN,
    scrollPaddingEnd: MARGIN,
  });
  const visible = virtual.getVirtualItems();
  const last = visible.at(-1)?.index ?? -1;
  const focusRow = Math.floor(focus / columns);

  useLayoutEffect(() => virtual.measure(), [virtual, layout.row]);
  useEffect(() => {
    if (images.length > 0) virtual.scrollToIndex(focusRow, { align: 'auto' });
    // Only a move of the focus or another layout scrolls; new pages must not.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [virtual, focusRow, layout.row, columns]);
  useEffect(() => {
    if (rows > 0 && last >= rows - 4) onEnd();
  }, [last, rows, onEnd]);
  useImperativeHandle(ref, () => ({
    rowsInView: () => Math.max(1, Math.floor((box.current?.clientHeight ?? 0) / layout.row)),
    top: () => box.current?.scrollTop ?? 0,
    takeFocus: () => box.current?.focus({ preventScroll: true }),
  }));
  const size = thumbSize(layout.cell, window.devicePixelRatio);

  return (
    <div
      ref={box}
      className={styles.box}
      role="grid"
      aria-label={t`Images`}
      aria-rowcount={rows}
      aria-colcount={columns}
      tabIndex={0}
      aria-activedescendant={images[focus] && `image-${images[focus].id}`}
      style={{ '--cell': `${layout.cell}px`, '--photo': `${layout.photo}px` }}
    >
      <div className={styles.tall} style={{ height: virtual.getTotalSize() }}>
        {visible.map((row) => (
          <div
            key={row.key}
            role="row"
            aria-rowindex={row.index + 1}
            className={styles.row}
            style={{ transform: `translateY(${row.start}px)` }}
          >
            {images.slice(row.index * columns, (row.index + 1) * columns).map((image, i) => {
              const index = row.index * columns + i;
              return (
                <Cell
                  key={image.id}
                  image={image}
                  index={index}
                  focused={index === focus}
                  size={size}
                  layer={layer}
                  onFocus={onFocus}
                  onOpen={onOpen}
                  onReason={onReason}
                />
              );
            })}
          </div>
        ))}
      </div>
    </div>
  );
}
