import type { Link } from './channel.ts';
import type { Resolution } from './conflict.ts';
import type { MaskDocument } from './document.ts';
import { Documents } from './documents.ts';
import { Foresight, type Ground } from './foresight.ts';
import { Incoming } from './incoming.ts';
import { isByHand, regionOf } from './hand.ts';
import type { Entry, Journal } from './journal.ts';
import { Live } from './live.ts';
import { Objects } from './objects.ts';
import { Outbox, type Operation } from './outbox.ts';
import { asProblem, Trouble } from './problem.ts';
import { canUndo, objectState, projected, shownWork } from './projection.ts';
import { Reconciler } from './reconcile.ts';
import { isEmpty, union, type Rect } from './rect.ts';
import type { Region } from './region.ts';
import {
  AT_FIRST,
  type SessionEvents,
  type SessionImage,
  type SessionServer,
  type SessionState,
} from './session-state.ts';
import { Store } from './store.ts';
import type { HandWork, Interaction, Mode, PointMessage, ScoreMessage } from './wire.ts';

/** The work on one image: its masks, what the user does to them, and the way to the server and back. */
export class ImageSession {
  readonly state: Store<SessionState>;
  /** What can be done with whole objects. */
  readonly objects: Objects;
  /** What a click where the pointer rests would change. */
  readonly foresight: Foresight;
  private readonly masks: Documents;
  private readonly outbox: Outbox;
  private readonly live: Live;
  private readonly incoming: Incoming;
  private readonly reconciler: Reconciler;
  private closed = false;

  /** The latest judgement of a mask that came while the image was open. */
  readonly judged = new Store<{ last: ScoreMessage | null }>({ last: null });

  constructor(
    readonly image: SessionImage,
    server: SessionServer,
    url: string,
    private readonly journal: Journal | null,
    user: number,
    private readonly events: SessionEvents,
  ) {
    this.state = new Store(AT_FIRST);
    this.masks = new Documents(image, server, user, {
      replaced: (document, rect) => {
        this.show(rect, document);
      },
      gone: (document) => {
        this.outbox.abandon(document.key);
        this.events.refused({ code: 'gone' }, 'remove');
      },
      waits: (document) => this.pending(document).length > 0,
    });
    this.objects = new Objects(this.masks, server, {
      changed: () => {
        this.publish();
      },
      removed: (document) => {
        this.outbox.abandon(document.key);
        this.select(this.document.key);
        this.events.painted(document.key, document.shown.rect);
      },
      refused: (problem, kind) => {
        this.events.refused(problem, kind);
      },
    });
    this.outbox = new Outbox(image.id, journal, {
      send: (message) => this.live.send(message),
      target: (operation) => this.target(operation),
      accept: async (operation, answer) => {
        await this.incoming.accept(this.owner(operation), operation, answer);
      },
      resync: async () => {
        await this.masks.sync();
        this.publish();
      },
      contested: ({ object }) => this.reconciler.conflict(object) !== null,
      barred: ({ holder = null }) => {
        this.state.set({ holder });
      },
      refuse: (operation, problem) => {
        this.incoming.refuse(operation, problem);
      },
      changed: () => {
        this.publish();
      },
    });
    this.reconciler = new Reconciler(image, this.masks, this.outbox, server, {
      settled: () => this.settled(),
      select: (key) => {
        this.select(key);
      },
      show: (document) => {
        this.show(document.shown.rect, document);
      },
      saved: () => {
        this.state.set({ savedAt: Date.now() });
      },
    });
    this.foresight = new Foresight({
      send: (message) => this.live.send(message),
      ground: () => this.ground(),
      pixels: (opId) => this.live.frames.of(opId),
    });
    this.live = new Live(url, {
      answer: (message) => this.outbox.answered(message),
      offer: (message) => {
        this.incoming.offered(message);
      },
      preview: (message) => this.foresight.answered(message),
      error: async (message) => {
        if (this.foresight.refused(message.op_id)) return;
        await this.outbox.refused(message, message.op_id ?? null);
      },
      revision: (message) => {
        this.incoming.revised(message);
      },
      lease: (message) => {
        this.incoming.leased(message);
      },
      score: (message) => {
        this.judged.set({ last: message });
      },
      link: (link, retryAt) => {
        this.linked(link, retryAt);
      },
    });
    this.incoming = new Incoming({
      state: this.state,
      masks: this.masks,
      outbox: this.outbox,
      frames: this.live.frames,
      events,
      user,
      show: (rect, document) => {
        this.show(rect, document);
      },
      changed: () => {
        this.publish();
      },
    });
  }

  get documents(): readonly MaskDocument[] {
    return this.masks.list;
  }

  /** The object that tools work on. */
  get document(): MaskDocument {
    return this.masks.get(this.state.get().current) ?? this.documents[0]!;
  }

  /** Loads the masks and what an earlier visit could not send, then connects. Rejects when the image cannot be opened. */
  async open(): Promise<void> {
    const [waiting] = await Promise.all([
      this.journal?.entries(this.image.id) ?? [],
      this.masks.open(),
    ]);
    if (this.closed) return;
    this.outbox.restore(waiting, (entry) => this.revive(entry));
    this.state.set({ loaded: true, current: this.documents[0]!.key });
    this.publish();
    this.live.open();
    for (const { key, shown } of this.documents) this.events.painted(key, shown.rect);
  }

  close(): void {
    this.closed = true;
    this.foresight.drop();
    this.live.close();
  }

  retryNow(): void {
    this.live.retry();
    this.outbox.resume();
  }

  /** The server no longer knows who we are; everything waits until somebody has logged in. */
  expire(): void {
    this.live.close();
    this.linked('expired', null);
  }

  /** Somebody has logged in again. */
  resume(): void {
    this.live.open();
    this.outbox.resume();
  }

  /** The image is ours to edit again. */
  freed(): void {
    this.state.set({ holder: null });
    this.incoming.unbar();
    this.outbox.lagging();
  }

  /** Ends the conflict as the user wishes; whatever they choose, nobody's steps are lost. */
  async resolve(how: Resolution): Promise<void> {
    const { conflict } = this.state.get();
    const document = conflict && this.masks.get(conflict.object);
    if (!document) return;
    try {
      await this.reconciler.resolve(document, how);
    } catch (error) {
      this.events.refused(asProblem(error), 'resolve');
    }
  }

  select(key: string): void {
    if (!this.masks.get(key)) return;
    this.foresight.drop();
    this.state.set({ current: key });
    this.publish();
  }

  /** Begins another object; one that is still empty is taken instead. */
  addObject(label: string): void {
    const empty = this.documents.find(
      (document) => document.shown.area === 0 && this.pending(document).length === 0,
    );
    this.select((empty ?? this.masks.add(label)).key);
  }

  click(points: readonly PointMessage[], mode: Mode): void {
    const [first, ...more] = points;
    if (!first) return;
    this.submit({ kind: 'click', ...first, mode, ...(more.length > 0 ? { more } : {}) });
  }

  /** Takes one click away; the mask is predicted again without it. */
  unclick(target: string): void {
    // The newest step is undone, so that the mask is again exactly what it was before.
    if (this.projected().done.at(-1)?.opId === target) this.undo();
    else if (!this.outbox.cancel(target)) this.submit({ kind: 'unclick', target });
  }

  /** What the server has to compute: the page shows it when it is answered. */
  ask(interaction: Exclude<Interaction, HandWork | { kind: 'click' | 'undo' | 'redo' }>): void {
    this.submit(interaction);
  }

  /** Paints by hand, at once. `region`: its pixels, where the interaction alone does not tell them. */
  paint(interaction: HandWork, region: Region | null = regionOf(interaction, this.image)): void {
    const opId = crypto.randomUUID();
    const { document } = this;
    const dropped = document.dropDraft();
    const painted = region ? document.paint(opId, region, interaction.positive) : dropped;
    this.show(union(dropped, painted));
    this.submit(interaction, opId);
  }

  /** Shows a piece of something that is still being drawn; nothing is sent before `paint`. */
  draft(region: Region, positive: boolean): void {
    const { document } = this;
    this.events.painted(document.key, document.draft(region, positive));
  }

  dropDraft(): void {
    this.show(this.document.dropDraft());
  }

  undo(): void {
    const last = this.pending().at(-1);
    if (last && last.interaction.kind !== 'undo' && last.interaction.kind !== 'redo') {
      if (this.outbox.cancel(last.opId)) {
        this.show(this.document.withdraw(last.opId));
        return;
      }
      last.undone = true;
    }
    if (canUndo(this.projected())) this.submit({ kind: 'undo' });
  }

  redo(): void {
    if (this.projected().undone.length > 0) this.submit({ kind: 'redo' });
  }

  /** Makes the mask what it was after revision `number`, once all that is on its way has arrived; itself a step that can be undone. */
  async jump(number: number): Promise<void> {
    const { document } = this;
    try {
      await this.reconciler.back(document, number);
    } catch (error) {
      this.events.refused(asProblem(error), 'restore');
    }
  }

  /** Resolves when everything is on the server; rejects with a problem (`offline`, or why sending stopped) when that cannot happen now. */
  settled(): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = (): boolean => {
        const { trouble, link } = this.state.get();
        if (this.outbox.operations.length === 0) resolve();
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

  private submit(interaction: Interaction, opId: string = crypto.randomUUID()): void {
    const { document } = this;
    this.foresight.drop();
    // Nobody should have to guess what a tool did to something that is not drawn.
    if (document.hidden) void this.objects.change(document.key, { hidden: false });
    this.outbox.add(opId, document, interaction);
  }

  /** Shows what an earlier visit painted and could not send; says which object it belongs to. */
  private revive({ opId, mask, object, interaction }: Entry): string {
    const document =
      (mask === null ? undefined : this.masks.known(mask)) ?? this.masks.revive(object);
    const region = regionOf(interaction, this.image);
    if (region && isByHand(interaction)) document.paint(opId, region, interaction.positive);
    return document.key;
  }

  private async target(operation: Operation): Promise<{ mask: number; version: number }> {
    const document = this.owner(operation);
    const mask = await this.masks.ensure(document);
    return { mask, version: document.version };
  }

  private owner({ object }: Operation): MaskDocument {
    const document = this.masks.get(object);
    if (!document) throw new Trouble({ code: 'gone' });
    return document;
  }

  private linked(link: Link, retryAt: number | null): void {
    this.state.set({ link, retryAt });
    if (link === 'open') this.outbox.connected();
    else {
      this.outbox.disconnected();
      this.foresight.lost();
    }
  }

  /** What a click would be made on; what was really done comes first. */
  private ground(): Ground | null {
    const { link, holder, readOnly } = this.state.get();
    const { id: mask, version, shown, locked } = this.document;
    const free = link === 'open' && holder === null && !readOnly && !locked;
    return free && this.outbox.operations.length === 0 ? { mask, version, shown } : null;
  }

  private show(rect: Rect, document: MaskDocument = this.document): void {
    if (!isEmpty(rect)) {
      this.foresight.drop();
      this.events.painted(document.key, rect);
    }
    this.publish();
  }

  private pending(document: MaskDocument = this.document): Operation[] {
    return this.outbox.operations.filter(({ object }) => object === document.key);
  }

  private projected(): ReturnType<typeof projected> {
    return projected(this.document, this.outbox.operations);
  }

  private publish(): void {
    if (!this.state.get().loaded) return;
    const { operations, trouble } = this.outbox;
    const conflict =
      trouble?.code === 'conflict' ? this.reconciler.conflict(operations[0]?.object ?? '') : null;
    this.state.set({
      ...shownWork(this.document, operations),
      objects: this.documents.map(objectState),
      trouble,
      conflict,
    });
  }
}
