import { useLingui } from '@lingui/react/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Database } from 'lucide-react';
import { useState } from 'react';
import { useMatch, useNavigate, useSearchParams } from 'react-router';
import { runAction, useRegistry } from '../actions/registry.ts';
import { api, pictureUrl } from '../api/client.ts';
import { imageQuery, useDatasets } from '../api/hooks.ts';
import type { ImageItem, Page } from '../api/types.ts';
import { CommandList, type CommandGroup } from '../ui/CommandList.tsx';

/** Finds and runs actions, images of the dataset one is in, and datasets. */
export function Palette({ open, onClose }: { open: boolean; onClose: () => void }) {
  return open ? <OpenPalette onClose={onClose} /> : null;
}

function useDatasetHere(): number | undefined {
  const wall = useMatch('/datasets/:dataset');
  const [query] = useSearchParams();
  const id = wall?.params.dataset ?? query.get('dataset');
  return id === null ? undefined : Number(id);
}

function OpenPalette({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const [find, setFind] = useState('');
  const dataset = useDatasetHere();
  const { actions, bindings } = useRegistry();
  const datasets = useDatasets().data ?? [];
  const words = find.trim().toLowerCase();
  const hit = (text: string): boolean => text.toLowerCase().includes(words);
  const images = useQuery({
    queryKey: ['palette', dataset, words],
    queryFn: ({ signal }) =>
      api.get<Page<ImageItem>>(
        imageQuery({ dataset: dataset ?? 0, q: words, ordering: 'key' }, 6),
        signal,
      ),
    enabled: dataset !== undefined && words.length > 1,
    placeholderData: keepPreviousData,
  });

  const groups: CommandGroup[] = [
    {
      label: t`Commands`,
      // What is done here comes before what is done everywhere.
      items: [...actions.values()]
        .sort((a, b) => Number(a.scope === 'everywhere') - Number(b.scope === 'everywhere'))
        .filter(
          (a) =>
            !a.hidden &&
            hit(t(a.label)) &&
            bindings.some((b) => b.id === a.id && !b.handler.unavailable),
        )
        .map((a) => ({
          id: a.id,
          label: t(a.label),
          hint: t(a.group),
          icon: a.icon,
          keys: a.keys[0],
          run: () => void runAction(a.id, 'palette'),
        })),
    },
    {
      label: t`Images`,
      items: (words.length > 1 ? (images.data?.results ?? []) : []).map((image) => ({
        id: `image.${image.id}`,
        label: image.key,
        picture: pictureUrl(image, 'thumb', 256),
        run: () => void navigate(`/images/${image.id}?dataset=${dataset ?? ''}`),
      })),
    },
    {
      label: t`Go to`,
      items: datasets
        .filter((d) => hit(d.name))
        .slice(0, 8)
        .map((d) => ({
          id: `dataset.${d.id}`,
          label: d.name,
          hint: t`Dataset`,
          icon: Database,
          run: () => void navigate(`/datasets/${d.id}`),
        })),
    },
  ];
  return (
    <CommandList
      label={t`Search or run`}
      empty={t`Nothing of this name.`}
      find={find}
      onFind={setFind}
      groups={groups.filter((g) => g.items.length > 0)}
      onClose={onClose}
    />
  );
}
