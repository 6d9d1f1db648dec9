import { ApiError, pictureUrl } from '../api/client.ts';
import { Picture } from '../engine/picture.ts';
import type { EditorImage } from './server.ts';

const KEPT = 4;

interface Entry {
  picture: Promise<Picture>;
  stop: AbortController;
}

/** Decoded photos of the image on screen and its neighbours, so that the next one is there at once. */
class Pictures {
  private readonly entries = new Map<number, Entry>();

  /** The photo of an image; loaded at most once while it is kept. */
  get(image: EditorImage): Promise<Picture> {
    const known = this.entries.get(image.id);
    if (known) {
      this.entries.delete(image.id);
      this.entries.set(image.id, known);
      return known.picture;
    }
    const stop = new AbortController();
    const picture = load(image, stop.signal);
    this.entries.set(image.id, { picture, stop });
    picture.catch(() => this.entries.delete(image.id));
    this.trim();
    return picture;
  }

  private trim(): void {
    for (const [id, { picture, stop }] of this.entries) {
      if (this.entries.size <= KEPT) return;
      this.entries.delete(id);
      stop.abort();
      void picture.then(
        (old) => old.close(),
        () => undefined,
      );
    }
  }
}

/** More would not fit into the memory of every browser; the mask keeps every pixel all the same. */
const MOST_PIXELS = 32_000_000;

async function load(image: EditorImage, signal: AbortSignal): Promise<Picture> {
  const { width, height } = image;
  const halvings = Math.max(0, Math.ceil(Math.log2((width * height) / MOST_PIXELS) / 2));
  const url =
    halvings === 0
      ? pictureUrl(image, 'file')
      : `/api/v1/images/${image.id}/level/${halvings}?r=${image.revision}`;
  const response = await fetch(url, { credentials: 'same-origin', signal });
  if (!response.ok)
    throw new ApiError({ status: response.status, code: `http_${response.status}` });
  return Picture.decode(await response.blob(), image, halvings);
}

export const pictures = new Pictures();
