import { ApiError, pictureUrl, send } from '../api/client.ts';
import { UNREADABLE } from '../app/errors.ts';
import { Picture } from '../engine/picture.ts';
import { Tiles } from '../engine/tiles.ts';
import type { EditorImage } from './server.ts';

const KEPT = 5;
/** A decoded pixel takes about five bytes with its smaller copies. */
const MOST_KEPT = 120_000_000;

interface Entry {
  picture: Promise<Picture>;
  pixels: number;
  stop: AbortController;
}

/** Decoded photos of the image on screen and its neighbours, so that the next one is there at once. */
class Pictures {
  private readonly entries = new Map<number, Entry>();
  private shown = 0;

  /** The photo of the image that is worked on: kept whatever else is asked for. */
  show(image: EditorImage): Promise<Picture> {
    this.shown = image.id;
    return this.get(image);
  }

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
    const pixels = (image.width * image.height) / 4 ** halvingsOf(image);
    this.entries.set(image.id, { picture, pixels, stop });
    picture.catch(() => this.entries.delete(image.id));
    this.trim();
    return picture;
  }

  private trim(): void {
    const newest = [...this.entries.keys()].at(-1);
    let held = [...this.entries.values()].reduce((sum, { pixels }) => sum + pixels, 0);
    for (const [id, { picture, pixels, stop }] of this.entries) {
      if (this.entries.size <= KEPT && held <= MOST_KEPT) return;
      if (id === this.shown || id === newest) continue;
      this.entries.delete(id);
      held -= pixels;
      stop.abort();
      void picture.then(
        (old) => old.close(),
        () => undefined,
      );
    }
  }
}

/** Of larger photos a smaller copy is loaded, and in full size what is looked at. The mask keeps every pixel all the same. */
export const MOST_PIXELS = 32_000_000;

function halvingsOf({ width, height }: EditorImage): number {
  return Math.max(0, Math.ceil(Math.log2((width * height) / MOST_PIXELS) / 2));
}

/** Rejects with `network`, `unreadable_picture`, or the refusal of the server. */
async function load(image: EditorImage, signal: AbortSignal): Promise<Picture> {
  try {
    return await opened(image, signal);
  } catch (error) {
    if (error instanceof ApiError || signal.aborted) throw error;
    throw new ApiError({ status: 0, code: UNREADABLE });
  }
}

async function opened(image: EditorImage, signal: AbortSignal): Promise<Picture> {
  const halvings = halvingsOf(image);
  if (halvings === 0)
    return Picture.decode(await fetched(pictureUrl(image, 'file'), signal), image);
  const { id, revision } = image;
  const at = (what: string): string => `/api/v1/images/${id}/${what}?r=${revision}`;
  const tiles = new Tiles(image, async (column, row, stop) =>
    createImageBitmap(await fetched(at(`tile/${column}/${row}`), stop)),
  );
  return Picture.decode(await fetched(at(`level/${halvings}`), signal), image, halvings, tiles);
}

async function fetched(url: string, signal: AbortSignal): Promise<Blob> {
  try {
    return await (await send(url, { signal })).blob();
  } catch (error) {
    const status = error instanceof ApiError ? error.status : 0;
    if (status === 404 || status >= 500) throw new ApiError({ status, code: UNREADABLE });
    throw error;
  }
}

export const pictures = new Pictures();
