import { ApiError, api, request } from '../api/client.ts';
import type { ImageItem, Page } from '../api/types.ts';
import { Bitmap } from '../engine/bitmap.ts';
import { CellMap } from '../engine/cells.ts';
import type { SessionServer } from '../engine/session-state.ts';
import type { MaskInfo, Revision } from '../engine/wire.ts';

/** An image with what the editor needs to know beside the lists' fields. */
export interface EditorImage extends ImageItem {
  colours: Readonly<Record<string, string>>;
  dataset: number;
}

const STRIP = 512;

async function everything<Item>(path: string): Promise<Item[]> {
  const items: Item[] = [];
  for (let next: string | null = path; next !== null;) {
    const page: Page<Item> = await request<Page<Item>>(next);
    items.push(...page.results);
    next = page.next;
  }
  return items;
}

/** What the live session asks over HTTP. */
export const server: SessionServer = {
  masks: (image) => everything<MaskInfo>(`images/${image}/masks`),
  createMask: (image, label) => api.post<MaskInfo>(`images/${image}/masks`, label ? { label } : {}),
  changeMask: (mask, change) => api.patch(`masks/${mask}`, change),
  removeMask: (mask) => api.del(`masks/${mask}`),
  head,
  async revisions(mask) {
    const listed = await everything<Revision>(`masks/${mask}/revisions?limit=200`);
    return listed.sort((a, b) => a.number - b.number);
  },
  restore: (mask, base, opId, number) =>
    api.post(`masks/${mask}/restore`, { op_id: opId, base, number }),
  copy: (mask, number) => api.post<MaskInfo>(`masks/${mask}/copy`, { number }),
};

async function head(
  mask: number,
  width: number,
  height: number,
): Promise<{ version: number; bitmap: Bitmap }> {
  let response: Response;
  try {
    response = await fetch(`/api/v1/masks/${mask}`, {
      credentials: 'same-origin',
      headers: { Accept: 'image/png' },
      cache: 'no-store',
    });
  } catch (error) {
    throw new ApiError({ status: 0, code: 'network', detail: String(error) });
  }
  if (!response.ok)
    throw new ApiError({ status: response.status, code: `http_${response.status}` });
  const version = Number(/v(\d+)/.exec(response.headers.get('ETag') ?? '')?.[1] ?? Number.NaN);
  return { version, bitmap: await decodeMask(await response.blob(), width, height) };
}

/** The superpixels of an image, about `cells` of them. */
export async function loadCells(
  { id, revision, width, height }: EditorImage,
  cells: number,
): Promise<CellMap> {
  const query = new URLSearchParams({ cells: String(cells), reduced: '1', r: String(revision) });
  const response = await fetch(`/api/v1/images/${id}/superpixels?${query}`, {
    credentials: 'same-origin',
  });
  if (!response.ok)
    throw new ApiError({ status: response.status, code: `http_${response.status}` });
  const picture = await exactly(await response.blob());
  const map = { width: picture.width, height: picture.height };
  const ids = new Uint32Array(map.width * map.height);
  await readPixels(picture, (at, red, green, blue) => {
    ids[at] = (red << 16) | (green << 8) | blue;
  });
  return new CellMap(width, height, ids, map);
}

async function decodeMask(file: Blob, width: number, height: number): Promise<Bitmap> {
  const data = new Uint8Array(width * height);
  await readPixels(await exactly(file), (at, grey) => {
    data[at] = grey > 127 ? 1 : 0;
  });
  return new Bitmap(width, height, data);
}

/** The exact values of a PNG. */
function exactly(file: Blob): Promise<ImageBitmap> {
  return createImageBitmap(file, { colorSpaceConversion: 'none' });
}

/** Reads an image strip by strip, so that a large one is not held four times over as colours, and closes it. */
async function readPixels(
  image: ImageBitmap,
  take: (at: number, red: number, green: number, blue: number) => void,
): Promise<void> {
  const { width, height } = image;
  const canvas = new OffscreenCanvas(width, Math.min(STRIP, height));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas');
  for (let top = 0; top < height; top += STRIP) {
    const rows = Math.min(STRIP, height - top);
    context.drawImage(image, 0, top, width, rows, 0, 0, width, rows);
    // The page must not stand still while a large one is read.
    if (top > 0) await new Promise((resolve) => setTimeout(resolve));
    const { data } = context.getImageData(0, 0, width, rows);
    for (let i = 0, at = top * width; i < data.length; i += 4, at++) {
      take(at, data[i] ?? 0, data[i + 1] ?? 0, data[i + 2] ?? 0);
    }
  }
  image.close();
}

/** The address of an image's live connection. */
export function liveUrl(image: number): string {
  const { protocol, host } = location;
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/ws/v1/images/${image}`;
}

/** All ids that match, in order: so that "next" and "14 of 183" need no list of images. */
export async function imageIds(query: string): Promise<number[]> {
  const response = await fetch(`/api/v1/images/ids?${query}`, { credentials: 'same-origin' });
  if (!response.ok)
    throw new ApiError({ status: response.status, code: `http_${response.status}` });
  const view = new DataView(await response.arrayBuffer());
  return Array.from({ length: view.byteLength / 4 }, (_, i) => view.getUint32(i * 4, true));
}
