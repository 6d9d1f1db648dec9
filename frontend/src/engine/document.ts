import type { Bitmap } from './bitmap.ts';
import { NO_HISTORY, type History } from './history.ts';
import { EMPTY, intersect, isEmpty, union, type Rect } from './rect.ts';
import type { Region } from './region.ts';
import type { MaskInfo, Person } from './wire.ts';

/** What was painted by hand and the server has not confirmed. */
interface Layer {
  readonly opId: string;
  readonly region: Region;
  readonly value: 0 | 1;
}

const DRAFT = 'draft';

export interface Offer {
  /** Index of the one that the mask is now. */
  readonly chosen: number;
  readonly count: number;
}

/** The newest step of another person. */
export interface Foreign {
  readonly number: number;
  readonly person: Person;
  readonly created: string;
}

type DocumentInfo = Omit<MaskInfo, 'id'> & { readonly id: number | null };

/** One object's mask: what the server holds, and on top of it what was painted and not confirmed yet. */
export class MaskDocument {
  /** Names the object in this page and, before the server has made its mask, in the journal. */
  readonly key: string;
  /** null until the server has made the mask. */
  id: number | null;
  label: string;
  /** Not drawn. */
  hidden: boolean;
  /** Left alone by tools. */
  locked: boolean;
  version: number;
  history: History = NO_HISTORY;
  foreign: Foreign | null = null;
  protected: boolean;
  offer: Offer | null = null;
  /** What the server holds at `version`. */
  readonly confirmed: Bitmap;
  /** What is drawn. */
  readonly shown: Bitmap;
  private layers: Layer[] = [];
  private held: Rect = EMPTY;

  constructor(info: DocumentInfo, head: Bitmap, key?: string) {
    this.id = info.id;
    this.key = key ?? (info.id === null ? crypto.randomUUID() : String(info.id));
    this.label = info.label;
    this.version = info.version;
    this.protected = info.protected ?? false;
    this.hidden = info.hidden ?? false;
    this.locked = info.locked ?? false;
    this.confirmed = head;
    this.shown = head.clone();
  }

  /** Paints at once; it stays until `settle` or `withdraw` names its operation. */
  paint(opId: string, region: Region, positive: boolean): Rect {
    const value = positive ? 1 : 0;
    this.layers.push({ opId, region, value });
    this.shown.paint(region.rect, region.bits, value);
    return region.rect;
  }

  /** Paints a piece of something that is still being drawn. */
  draft(region: Region, positive: boolean): Rect {
    return this.paint(DRAFT, region, positive);
  }

  /** Takes back what was drawn with `draft`. */
  dropDraft(): Rect {
    return this.withdraw(DRAFT);
  }

  /** Takes the server's values for `rect`. With `hold`, they are shown only by the next change. */
  settle(opId: string | null, rect: Rect, bits: Uint8Array, hold = false): Rect {
    this.confirmed.write(rect, bits);
    this.held = union(this.held, rect);
    const touched = union(this.forget(opId), this.held);
    if (hold) return EMPTY;
    this.held = EMPTY;
    return this.refresh(touched);
  }

  /** Takes back what the server never got, or refused. */
  withdraw(opId: string): Rect {
    return this.refresh(this.forget(opId));
  }

  /** Takes another head from the server as a whole. */
  replace(head: Bitmap, version: number): Rect {
    this.version = version;
    this.held = EMPTY;
    this.confirmed.copy(head);
    return this.refresh(this.confirmed.rect);
  }

  private forget(opId: string | null): Rect {
    const gone = this.layers.filter((layer) => layer.opId === opId);
    this.layers = this.layers.filter((layer) => layer.opId !== opId);
    return gone.reduce((rect, layer) => union(rect, layer.region.rect), EMPTY);
  }

  private refresh(rect: Rect): Rect {
    if (isEmpty(rect)) return rect;
    this.shown.copy(this.confirmed, rect);
    for (const { region, value } of this.layers) {
      if (isEmpty(intersect(region.rect, rect))) continue;
      this.shown.paint(region.rect, region.bits, value);
    }
    return rect;
  }
}
