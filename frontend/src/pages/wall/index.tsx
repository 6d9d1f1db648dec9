import { msg, plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { SearchX } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useParams } from 'react-router';
import { useActions } from '../../actions/hooks.ts';
import { isActive, useDataset, useImages, useJobs } from '../../api/hooks.ts';
import { Failed } from '../../app/Failed.tsx';
import { Loading } from '../../app/Loading.tsx';
import { number } from '../../format/index.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import type { Reason } from '../../ui/ReasonChip.tsx';
import { ExportDialog } from '../export/ExportDialog.tsx';
import { DropTarget } from '../import/DropTarget.tsx';
import { ImportDialog } from '../import/ImportDialog.tsx';
import { EmptyWall } from './EmptyWall.tsx';
import { imageFilter, useWallFilter } from './filter.ts';
import { Grid, type GridHandle } from './Grid.tsx';
import { useColumns } from './columns.ts';
import { nextLayer, useLayer } from './layer.ts';
import { cellShape, layout } from './measure.ts';
import { StatusBar } from './StatusBar.tsx';
import { Strip } from './Strip.tsx';
import { useFocus } from './focus.ts';
import { topFor, useFixNext, useOpen } from './opening.ts';
import { useRefreshDuring } from './refresh.ts';
import styles from './wall.module.css';

export function Component() {
  const id = Number(useParams().dataset);
  // A dataset is a place of its own: nothing of one may show in another.
  return <Wall key={id} id={id} />;
}

function Wall({ id }: { id: number }) {
  const { t } = useLingui();
  const dataset = useDataset(id);
  const { filter, change, at } = useWallFilter();
  const list = useImages(imageFilter(id, filter));
  const images = useMemo(() => list.data?.pages.flatMap((page) => page.results) ?? [], [list.data]);
  const working = (useJobs().data ?? []).some(
    (j) => isActive(j) && j.dataset?.id === id && !j.dry_run && j.kind !== 'export',
  );
  useRefreshDuring(working, id);

  const [files, setFiles] = useState<readonly File[] | null>(null);
  const [exporting, setExporting] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const { columns, range, width, choose } = useColumns(frame);
  const [layer, setLayer] = useLayer();
  const plan = layout(width, columns, cellShape(images));
  const grid = useRef<GridHandle>(null);
  const search = useRef<HTMLInputElement>(null);

  const { fetchNextPage, hasNextPage, isFetchingNextPage } = list;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isFetchingNextPage]);
  const { focus, setFocus, move } = useFocus({ images, at, columns, more, complete: !hasNextPage });
  const here = images[focus];

  const open = useOpen(id, filter, grid);
  const openAt = useCallback(
    (index: number, reason?: Reason) => {
      const image = images[index];
      if (image) open(image, reason);
    },
    [images, open],
  );

  const fixNext = useFixNext(id, open);
  const none = images.length === 0;
  const page = (): number => grid.current?.rowsInView() ?? 1;
  useActions({
    'wall.import': { perform: () => setFiles([]) },
    'wall.export': {
      perform: () => setExporting(true),
      unavailable: dataset.data?.counts.total === 0 ? msg`There are no images yet` : undefined,
    },
    'wall.next': {
      perform: fixNext,
      unavailable: none ? msg`There are no images here` : undefined,
    },
    'wall.open': { perform: () => here && open(here) },
    'wall.left': { perform: () => move(-1) },
    'wall.right': { perform: () => move(1) },
    'wall.up': { perform: () => move(-columns) },
    'wall.down': { perform: () => move(columns) },
    'wall.pageUp': { perform: () => move(-columns * page()) },
    'wall.pageDown': { perform: () => move(columns * page()) },
    'wall.first': { perform: () => setFocus(0) },
    'wall.last': { perform: () => setFocus(images.length - 1) },
    'wall.find': { perform: () => search.current?.focus() },
    'wall.layer': { perform: () => setLayer(nextLayer(layer)) },
    'wall.larger': { perform: () => choose(columns - 1) },
    'wall.smaller': { perform: () => choose(columns + 1) },
  });
  const name = dataset.data?.name ?? '';
  useEffect(() => {
    document.title = name ? t`${name} – Koutu` : 'Koutu';
  });
  // The keyboard belongs to the images as soon as there are any.
  useEffect(() => {
    if (!none && document.activeElement === document.body) grid.current?.takeFocus();
  }, [none]);

  if (dataset.isError) return <Failed error={dataset.error} retry={() => void dataset.refetch()} />;
  const empty = dataset.data?.counts.total === 0 && none && !working;
  const count = countOf(
    images.length,
    hasNextPage,
    filter.q || filter.reason,
    dataset.data?.counts[filter.state === 'all' ? 'total' : filter.state],
  );

  return (
    <DropTarget onFiles={setFiles}>
      {!empty && (
        <Strip
          dataset={dataset.data}
          filter={filter}
          onChange={change}
          scored={
            images.some((image) => image.score !== null) || /score|edit/.test(filter.ordering)
          }
          matches={
            count === null
              ? ''
              : t`${plural({ n: images.length }, { one: `${count} image`, other: `${count} images` })}`
          }
          columns={columns}
          range={range}
          onColumns={choose}
          layer={layer}
          onLayer={setLayer}
          searchRef={search}
        />
      )}
      <div ref={frame} className={styles.frame}>
        {list.isError ? (
          <Failed error={list.error} retry={() => void list.refetch()} />
        ) : empty && !list.isPending ? (
          <EmptyWall name={name} onFiles={setFiles} />
        ) : none && (list.isPending || working) ? (
          <Loading />
        ) : none ? (
          <Notice
            icon={SearchX}
            title={t`No image matches`}
            action={
              <Button
                onClick={() => change({ state: 'all', q: '', reason: '' })}
              >{t`Clear the filter`}</Button>
            }
          >
            {filter.q
              ? t`Nothing here is called “${{ name: filter.q }}”.`
              : filter.reason
                ? t`No image here was marked down for this.`
                : t`No image is in this state.`}
          </Notice>
        ) : (
          width > 0 && (
            <Grid
              ref={grid}
              images={images}
              layout={plan}
              layer={layer}
              focus={focus}
              onFocus={setFocus}
              onOpen={openAt}
              onReason={openAt}
              onEnd={more}
              top={topFor(at)}
            />
          )
        )}
      </div>
      <StatusBar
        image={here}
        position={here && count !== null ? t`Image ${{ at: number(focus + 1) }} of ${count}` : ''}
        keys={
          empty
            ? ['wall.import', 'app.help']
            : ['wall.open', 'wall.next', 'wall.import', 'wall.export', 'app.help']
        }
      />
      {files && (
        <ImportDialog dataset={{ id, name }} initial={files} onClose={() => setFiles(null)} />
      )}
      {exporting && dataset.data && (
        <ExportDialog
          dataset={dataset.data}
          initialState={filter.state}
          onClose={() => setExporting(false)}
        />
      )}
    </DropTarget>
  );
}

/** The number of matches in words: exact when it is known, "200+" while there are more pages, null before the first. */
function countOf(
  loaded: number,
  more: boolean,
  q: string,
  known: number | undefined,
): string | null {
  if (!more) return number(loaded);
  if (!q && known !== undefined) return number(Math.max(known, loaded));
  return `${number(loaded)}+`;
}
