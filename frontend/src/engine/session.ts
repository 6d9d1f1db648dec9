import type { Link } from './channel.ts';
import type { Resolution } from './conflict.ts';
import type { MaskDocument } from './document.ts';
import type { Foresight } from './foresight.ts';
import { isByHand, regionOf } from './hand.ts';
import type { Entry, Journal } from './journal.ts';
import type { Objects } from './objects.ts';
import type { Operation } from './outbox.ts';
import { asProblem, Trouble } from './problem.ts';
import { objectState, shownWork } from './projection.ts';
import { isEmpty, type Rect } from './rect.ts';
import { assemble, type SessionParts } from './session-parts.ts';
import {
  AT_FIRST,
  type SessionEvents,
  type SessionImage,
  type SessionServer,
  type SessionState,
} from './session-state.ts';
import { Steps } from './steps.ts';
import { Store } from './store.ts';
import type { ScoreMessage } from './wire.ts';

/** The work on one image: its masks, what the user does to them, and the way to the server and back. */
export class ImageSession {
  readonly state = new Store<SessionState>(AT_FIRST);
  /** The latest judgement of a mask that came while the image was open. */
  readonly judged = new Store<{ last: ScoreMessage | null }>({ last: null });
  /** What the user does to the current object. */
  readonly steps: Steps;
  /** What can be done with whole objects. */
  readonly objects: Objects;
  /** What a click where the pointer rests would change. */
  readonly foresight: Foresight;
  private readonly parts: SessionParts;
  private closed = false;

  constructor(
    readonly image: SessionImage,
    server: SessionServer,
    url: string,
    private readonly journal: Journal | null,
    user: number,
    private readonly events: SessionEvents,
  ) {
    this.parts = assemble(
      { image, server, url, journal, user, events },
      {
        state: this.state,
        current: () => this.document,
        select: (key) => {
          this.select(key);
        },
        pending: (document) => this.pending(document),
        show: (rect, document) => {
          this.show(rect, document);
        },
        publish: () => {
          this.publish();
        },
        settled: () => this.settled(),
        linked: (link, retryAt) => {
          this.linked(link, retryAt);
        },
        judged: (last) => {
          this.judged.set({ last });
        },
      },
    );
    this.objects = this.parts.objects;
    this.foresight = this.parts.foresight;
    this.steps = new Steps(image, this.parts.outbox, {
      current: () => this.document,
      show: (rect) => {
        this.show(rect, this.document);
      },
      sketched: (rect) => {
        this.events.painted(this.document.key, rect);
      },
      stepping: () => {
        this.foresight.drop();
        const { key, hidden } = this.document;
        // Nobody should have to guess what a tool did to something that is not drawn.
        if (hidden) void this.objects.change(key, { hidden: false });
      },
    });
  }

  get documents(): readonly MaskDocument[] {
    return this.parts.masks.list;
  }

  /** The object that tools work on. */
  get document(): MaskDocument {
    return this.parts.masks.get(this.state.get().current) ?? this.documents[0]!;
  }

  /** Loads the masks and what an earlier visit could not send, then connects. Rejects when the image cannot be opened. */
  async open(): Promise<void> {
    const { masks, outbox, live } = this.parts;
    const [waiting] = await Promise.all([this.journal?.entries(this.image.id) ?? [], masks.open()]);
    if (this.closed) return;
    outbox.restore(waiting, (entry) => this.revive(entry));
    this.state.set({ loaded: true, current: this.documents[0]!.key });
    this.publish();
    live.open();
    for (const { key, shown } of this.documents) this.events.painted(key, shown.rect);
  }

  close(): void {
    this.closed = true;
    this.foresight.drop();
    this.parts.live.close();
  }

  retryNow(): void {
    this.parts.live.retry();
    this.parts.outbox.resume();
  }

  /** The server no longer knows who we are; everything waits until somebody has logged in. */
  expire(): void {
    this.parts.live.close();
    this.linked('expired', null);
  }

  /** Somebody has logged in again. */
  resume(): void {
    this.parts.live.open();
    this.parts.outbox.resume();
  }

  /** The image is ours to edit again. */
  freed(): void {
    this.state.set({ holder: null });
    this.parts.incoming.unbar();
    this.parts.outbox.lagging();
  }

  /** Ends the conflict as the user wishes; whatever they choose, nobody's steps are lost. */
  async resolve(how: Resolution): Promise<void> {
    const { conflict } = this.state.get();
    const document = conflict && this.parts.masks.get(conflict.object);
    if (!document) return;
    try {
      await this.parts.reconciler.resolve(document, how);
    } catch (error) {
      this.events.refused(asProblem(error), 'resolve');
    }
  }

  select(key: string): void {
    if (!this.parts.masks.get(key)) return;
    this.foresight.drop();
    this.state.set({ current: key });
    this.publish();
  }

  /** Begins another object; one that is still empty is taken instead. */
  addObject(label: string): void {
    const empty = this.documents.find(
      (document) => document.shown.area === 0 && this.pending(document).length === 0,
    );
    this.select((empty ?? this.parts.masks.add(label)).key);
  }

  /** Makes the mask what it was after revision `number`, once all that is on its way has arrived; itself a step that can be undone. */
  async jump(number: number): Promise<void> {
    try {
      await this.parts.reconciler.back(this.document, number);
    } catch (error) {
      this.events.refused(asProblem(error), 'restore');
    }
  }

  /** Resolves when everything is on the server; rejects with a problem (`offline`, or why sending stopped) when that cannot happen now. */
  settled(): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = (): boolean => {
        const { trouble, link } = this.state.get();
        if (this.parts.outbox.operations.length === 0) resolve();
        else if (trouble) reject(new Trouble(trouble));
        else if (link !== 'open' && link !== 'connecting') {
          reject(new Trouble({ code: 'offline' }));
        } else return false;
        return true;
      };
      if (look()) return;
      const stop = this.state.subscribe(() => {
        if (look()) stop();
      });
    });
  }

  /** Shows what an earlier visit painted and could not send; says which object it belongs to. */
  private revive({ opId, mask, object, interaction }: Entry): string {
    const { masks } = this.parts;
    const document = (mask === null ? undefined : masks.known(mask)) ?? masks.revive(object);
    const region = regionOf(interaction, this.image);
    if (region && isByHand(interaction)) document.paint(opId, region, interaction.positive);
    return document.key;
  }

  private linked(link: Link, retryAt: number | null): void {
    this.state.set({ link, retryAt });
    if (link === 'open') this.parts.outbox.connected();
    else {
      this.parts.outbox.disconnected();
      this.foresight.lost();
    }
  }

  private show(rect: Rect, document: MaskDocument): void {
    if (!isEmpty(rect)) {
      this.foresight.drop();
      this.events.painted(document.key, rect);
    }
    this.publish();
  }

  private pending(document: MaskDocument): Operation[] {
    return this.parts.outbox.operations.filter(({ object }) => object === document.key);
  }

  private publish(): void {
    if (!this.state.get().loaded) return;
    const { outbox, reconciler } = this.parts;
    const { operations, trouble } = outbox;
    const conflict =
      trouble?.code === 'conflict' ? reconciler.conflict(operations[0]?.object ?? '') : null;
    this.state.set({
      ...shownWork(this.document, operations),
      objects: this.documents.map(objectState),
      trouble,
      conflict,
    });
  }
}
