import type { Bitmap } from '../engine/bitmap.ts';
import { report } from '../engine/report.ts';
import type { SessionServer } from '../engine/session-state.ts';
import type { MaskInfo, Revision } from '../engine/wire.ts';
import { server, type EditorImage } from './server.ts';

/** So many images' masks are kept; what is older was not gone to. */
const KEPT = 3;

interface Loaded {
  masks: readonly MaskInfo[];
  heads: ReadonlyMap<number, { version: number; bitmap: Bitmap }>;
  revisions: ReadonlyMap<number, readonly Revision[]>;
}

const loading = new Map<number, Promise<Loaded | null>>();

/** Loads an image's masks before it is opened. They may be old by then: a session asks for the newest as soon as it is connected. */
export function loadAhead(image: EditorImage): void {
  loading.delete(image.id);
  const loaded = load(image).catch((error: unknown) => {
    report(error);
    return null;
  });
  loading.set(image.id, loaded);
  for (const id of [...loading.keys()].slice(0, -KEPT)) loading.delete(id);
}

async function load({ id, width, height }: EditorImage): Promise<Loaded> {
  const masks = await server.masks(id);
  const [heads, revisions] = await Promise.all([
    byMask(
      masks.filter(({ version }) => version > 0),
      (mask) => server.head(mask, width, height),
    ),
    byMask(masks, (mask) => server.revisions(mask)),
  ]);
  return { masks, heads, revisions };
}

async function byMask<Part>(
  masks: readonly MaskInfo[],
  ask: (mask: number) => Promise<Part>,
): Promise<ReadonlyMap<number, Part>> {
  return new Map(await Promise.all(masks.map(async ({ id }) => [id, await ask(id)] as const)));
}

/**
 * The server as a session sees it that opens this image: what was loaded ahead, or is loaded from now on, is taken once, then
 * everything is asked for.
 */
export function serverFor(image: EditorImage): SessionServer {
  if (!loading.has(image.id)) loadAhead(image);
  const loaded = loading.get(image.id);
  loading.delete(image.id);
  const taken = new Set<string>();
  const once = async <Part>(
    what: string,
    part: (loaded: Loaded) => Part | undefined,
    ask: () => Promise<Part>,
  ): Promise<Part> => {
    if (taken.has(what)) return ask();
    taken.add(what);
    const first = await loaded;
    return (first && part(first)) ?? ask();
  };
  return {
    ...server,
    masks: (id) =>
      once(
        'masks',
        ({ masks }) => masks,
        () => server.masks(id),
      ),
    head: (mask, width, height) =>
      once(
        `head ${mask}`,
        ({ heads }) => heads.get(mask),
        () => server.head(mask, width, height),
      ),
    revisions: (mask) =>
      once(
        `revisions ${mask}`,
        ({ revisions }) => revisions.get(mask),
        () => server.revisions(mask),
      ),
  };
}
