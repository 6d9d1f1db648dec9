import { useState } from 'react';
import type { ImageItem } from '../../api/types.ts';

/** How the photos are shown; an image without a mask is shown as it is. */
export const LAYERS = ['picture', 'overlay', 'cutout'] as const;
export type Layer = (typeof LAYERS)[number];

const STORED = 'koutu.wall.layer';
const AT_FIRST: Layer = 'overlay';

/** The layer that was chosen last on this machine, and a way to choose another. */
export function useLayer(): [Layer, (layer: Layer) => void] {
  const [layer, setLayer] = useState<Layer>(() => {
    const stored = localStorage.getItem(STORED);
    return LAYERS.find((one) => one === stored) ?? AT_FIRST;
  });
  return [
    layer,
    (next) => {
      localStorage.setItem(STORED, next);
      setLayer(next);
    },
  ];
}

/** The layer after this one, the first after the last. */
export function nextLayer(layer: Layer): Layer {
  return LAYERS[(LAYERS.indexOf(layer) + 1) % LAYERS.length] ?? AT_FIRST;
}

/** What the server calls the picture of an image that this layer shows. */
export function pictureOf(image: ImageItem, layer: Layer): 'thumb' | 'overlay' | 'cutout' {
  return layer === 'picture' || !image.has_mask ? 'thumb' : layer;
}
