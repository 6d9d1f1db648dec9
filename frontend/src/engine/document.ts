import { Bitmap } from './bitmap.ts';
import { rasterise, type Painted, type Stroke } from './brush.ts';
import { NO_HISTORY, type History } from './history.ts';
import { EMPTY, intersect, isEmpty, union, type Rect } from './rect.ts';

interface LocalStroke {
  readonly opId: string;
  readonly painted: Painted;
  readonly value: 0 | 1;
}

const DRAFT = 'draft';

export interface Offer {
  /** Index of the one that the mask is now. */
  readonly chosen: number;
  readonly count: number;
}

/** One object's mask: what the server holds, and on top of it the strokes that it has not confirmed yet. */
export class MaskDocument {
  /** null until the server has made the mask. */
  id: number | null;
  label: string;
  version: number;
  history: History = NO_HISTORY;
  protected: boolean;
  offer: Offer | null = null;
  /** What the server holds at `version`. */
  readonly confirmed: Bitmap;
  /** What is drawn. */
  readonly shown: Bitmap;
  private strokes: LocalStroke[] = [];
  private held: Rect = EMPTY;

  constructor(
    info: { id: number | null; label: string; version: number; protected: boolean },
    head: Bitmap,
  ) {
    this.id = info.id;
    this.label = info.label;
    this.version = info.version;
    this.protected = info.protected;
    this.confirmed = head;
    this.shown = head.clone();
  }

  /** Paints a stroke at once; it stays until `settle` or `withdraw` names its operation. */
  stroke(opId: string, stroke: Stroke, positive: boolean): Rect {
    const painted = rasterise(stroke, this.shown.width, this.shown.height);
    const value = positive ? 1 : 0;
    this.strokes.push({ opId, painted, value });
    this.shown.paint(painted.rect, painted.bits, value);
    return painted.rect;
  }

  /** Paints a piece of a stroke that is still being drawn. */
  draft(stroke: Stroke, positive: boolean): Rect {
    return this.stroke(DRAFT, stroke, positive);
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

  /** Takes a stroke back that the server never got, or refused. */
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
    const gone = this.strokes.filter((stroke) => stroke.opId === opId);
    this.strokes = this.strokes.filter((stroke) => stroke.opId !== opId);
    return gone.reduce((rect, stroke) => union(rect, stroke.painted.rect), EMPTY);
  }

  private refresh(rect: Rect): Rect {
    if (isEmpty(rect)) return rect;
    this.shown.copy(this.confirmed, rect);
    for (const { painted, value } of this.strokes) {
      if (isEmpty(intersect(painted.rect, rect))) continue;
      this.shown.paint(painted.rect, painted.bits, value);
    }
    return rect;
  }
}
