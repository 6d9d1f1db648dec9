import type { Bitmap } from './bitmap.ts';
import { patchOf } from './decoder.ts';
import { difference, type Flash } from './flash.ts';
import { isEmpty } from './rect.ts';
import { Store } from './store.ts';
import type { Mode, PointMessage, PreviewMessage, PreviewRequest } from './wire.ts';

/** What a click would be made on. */
export interface Ground {
  /** null: the server has no mask of the object yet. */
  readonly mask: number | null;
  readonly version: number;
  readonly shown: Bitmap;
}

export interface ForesightPorts {
  /** Sends, and says whether there was a connection. */
  send(message: PreviewRequest): boolean;
  /** null while something that was really done is on its way, or nothing may be done. */
  ground(): Ground | null;
  /** The pixels that belong to an answer; rejects when the line breaks before they come. */
  pixels(opId: string): Promise<Uint8Array<ArrayBuffer>>;
}

/** How long the pointer has to rest, in milliseconds. */
const REST = 130;
/** Who has not answered for so long will not. */
const GIVEN_UP = 1500;

interface Wish {
  readonly point: PointMessage;
  readonly mode: Mode;
}

/** What a click where the pointer rests would change: asked for one at a time, only while nothing else is to be done, and never kept. */
export class Foresight {
  readonly state = new Store<{ seen: Flash | null }>({ seen: null });
  private wish: Wish | null = null;
  /** The pointer has rested long enough for the wish. */
  private ripe = false;
  private rest: ReturnType<typeof setTimeout> | undefined;
  private asked: { readonly opId: string; readonly wish: Wish } | null = null;
  private silence: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly ports: ForesightPorts) {}

  /** The pointer is here. What was seen elsewhere goes, unless it has strayed by no more than `reach` image pixels. */
  look(point: PointMessage, mode: Mode, reach: number): void {
    const { wish } = this;
    if (wish?.mode === mode && wish.point.positive === point.positive) {
      if (Math.hypot(wish.point.x - point.x, wish.point.y - point.y) <= reach) return;
    }
    this.drop();
    this.wish = { point, mode };
    this.rest = setTimeout(() => {
      this.ripe = true;
      this.ask();
    }, REST);
  }

  /** Nobody wants to see anything now. */
  drop(): void {
    clearTimeout(this.rest);
    this.wish = null;
    this.ripe = false;
    this.state.set({ seen: null });
  }

  async answered(message: PreviewMessage): Promise<void> {
    const { asked } = this;
    const [x, y, w, h] = message.bbox;
    const rect = { x, y, w, h };
    // Also of an answer that came too late: its pixels must not lie about.
    const packed = isEmpty(rect) ? null : await this.ports.pixels(message.op_id);
    if (asked?.opId !== message.op_id) return;
    const wanted = asked.wish === this.wish;
    this.free();
    const ground = this.ports.ground();
    const fits = ground?.version === message.version && ground.mask === message.mask;
    if (!wanted || !packed || !fits) return;
    const bits = await patchOf(packed, rect);
    if (this.wish === asked.wish) this.state.set({ seen: difference(ground.shown, rect, bits) });
  }

  /** The server did not look; says whether it was asked to. */
  refused(opId: string | null | undefined): boolean {
    if (opId !== this.asked?.opId) return false;
    if (this.asked?.wish === this.wish) this.wish = null;
    this.free();
    return true;
  }

  /** The line broke. */
  lost(): void {
    this.drop();
    this.free();
  }

  private ask(): void {
    const { wish } = this;
    if (!wish || !this.ripe || this.asked) return;
    const ground = this.ports.ground();
    if (!ground) return;
    const opId = crypto.randomUUID();
    const { mask, version: base } = ground;
    const { point, mode } = wish;
    if (!this.ports.send({ type: 'preview', op_id: opId, mask, base, ...point, mode })) return;
    this.asked = { opId, wish };
    this.silence = setTimeout(() => {
      this.free();
    }, GIVEN_UP);
  }

  /** What was asked is over; if the pointer has gone on and rests again, that is asked now. */
  private free(): void {
    clearTimeout(this.silence);
    const last = this.asked?.wish;
    this.asked = null;
    if (last !== this.wish) this.ask();
  }
}
