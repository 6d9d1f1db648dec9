import { useLingui } from '@lingui/react/macro';

/** The forms in which masks can leave, by their names in `POST exports`. */
export const FORMATS = ['cutout', 'white', 'png', 'manifest'] as const;
export type Format = (typeof FORMATS)[number];

/** A format in words: its name, what it is, where it lies in the zip and what stands there. */
export function useFormatWords(): Record<
  Format,
  { name: string; hint: string; path: string; content: string }
> {
  const { t } = useLingui();
  return {
    png: {
      name: t`Mask PNG`,
      hint: t`Black and white`,
      path: 'masks/<key>.png',
      content: t`0 or 255, the size of the photo`,
    },
    cutout: {
      name: t`Cut-out PNG`,
      hint: t`Transparent`,
      path: 'cutouts/<key>.png',
      content: t`RGBA, the size of the photo`,
    },
    white: {
      name: t`Shop picture`,
      hint: t`White background, JPEG`,
      path: 'white/<key>.jpg',
      content: t`The objects on pure white`,
    },
    manifest: {
      name: t`Manifest`,
      hint: t`JSON lines`,
      path: 'manifest.jsonl',
      content: t`State, revision and files of each image`,
    },
  };
}
