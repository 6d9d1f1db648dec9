import { ApiError, pictureUrl } from '../api/client.ts';
import { Picture } from '../engine/picture.ts';

const KEPT = 4;

interface Entry {
  picture: Promise<Picture>;
  stop: AbortController;
}

/** Decoded photos of the image on screen and its neighbours, so that the next one is there at once. */
class Pictures {
  private readonly entries = new Map<number, Entry>();

  /** The photo of an image; loaded at most once while it is kept. */
  get(image: { id: number; revision: number }): Promise<Picture> {
    const known = this.entries.get(image.id);
    if (known) {
      this.entries.delete(image.id);
      this.entries.set(image.id, known);
      return known.picture;
    }
    const stop = new AbortController();
    const picture = load(pictureUrl(image, 'file'), stop.signal);
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

async function load(url: string, signal: AbortSignal): Promise<Picture> {
  const response = await fetch(url, { credentials: 'same-origin', signal });
  if (!response.ok)
    throw new ApiError({ status: response.status, code: `http_${response.status}` });
  return Picture.decode(await response.blob());
}

export const pictures = new Pictures();
