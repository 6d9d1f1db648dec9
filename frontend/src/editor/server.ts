import { api, request, send } from '../api/client.ts';
import type { ImageItem, Page } from '../api/types.ts';
import { Bitmap } from '../engine/bitmap.ts';
import { CellMap } from '../engine/cells.ts';
import { decode } from '../engine/decoder.ts';
import type { SessionServer } from '../engine/session-state.ts';
import type { MaskInfo, Revision } from '../engine/wire.ts';

/** An image with what the editor needs to know beside the lists' fields. */
export interface EditorImage extends ImageItem {
  colours: Readonly<Record<string, string>>;
  dataset: number;
}

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
  const response = await send(`masks/${mask}?packed=1`, {
    headers: { Accept: 'image/png' },
    cache: 'no-store',
  });
  const version = Number(/v(\d+)/.exec(response.headers.get('ETag') ?? '')?.[1] ?? Number.NaN);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const { data, area, bounds } = await decode('mask', { bytes, width, height }, width * height);
  return { version, bitmap: new Bitmap(width, height, data, { area, bounds }) };
}

/** The superpixels of an image, about `cells` of them. */
export async function loadCells(
  { id, revision, width, height }: EditorImage,
  cells: number,
): Promise<CellMap> {
  const query = new URLSearchParams({ cells: String(cells), reduced: '1', r: String(revision) });
  const response = await send(`images/${id}/superpixels?${query}`);
  const { ids, ...map } = await numbersOf(await response.blob());
  return new CellMap(width, height, ids, map);
}

/** What a PNG of numbers says of each pixel; the browser must not make other colours of them. */
async function numbersOf(file: Blob): Promise<{ ids: Uint32Array; width: number; height: number }> {
  const image = await createImageBitmap(file, { colorSpaceConversion: 'none' });
  const { width, height } = image;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas');
  context.drawImage(image, 0, 0);
  image.close();
  const { data } = context.getImageData(0, 0, width, height);
  // In the byte order of every machine that browsers run on: alpha, blue, green, red.
  const ids = new Uint32Array(data.buffer).map(
    (abgr) => ((abgr & 0xff) << 16) | (abgr & 0xff00) | ((abgr >>> 16) & 0xff),
  );
  return { ids, width, height };
}

/** The address of an image's live connection. */
export function liveUrl(image: number): string {
  const { protocol, host } = location;
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/ws/v1/images/${image}`;
}

/** All ids that match, in order: so that "next" and "14 of 183" need no list of images. */
export async function imageIds(query: string): Promise<number[]> {
  const response = await send(`images/ids?${query}`);
  const view = new DataView(await response.arrayBuffer());
  return Array.from({ length: view.byteLength / 4 }, (_, i) => view.getUint32(i * 4, true));
}
