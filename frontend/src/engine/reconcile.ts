import { conflictOf, type Conflict, type Resolution } from './conflict.ts';
import type { MaskDocument } from './document.ts';
import type { Documents } from './documents.ts';
import { isByHand, regionOf } from './hand.ts';
import { isRelative, type Outbox } from './outbox.ts';
import type { SessionImage, SessionServer } from './session-state.ts';

export interface ReconcilerPorts {
  /** Resolves when everything is on the server. */
  settled(): Promise<void>;
  /** The object that tools work on. */
  select(key: string): void;
  /** A document looks different. */
  show(document: MaskDocument): void;
  /** The server has confirmed something. */
  saved(): void;
}

/** Brings what waits here together with what another person did to the same mask, and a mask back to what it was. */
export class Reconciler {
  constructor(
    private readonly image: SessionImage,
    private readonly masks: Documents,
    private readonly outbox: Outbox,
    private readonly server: SessionServer,
    private readonly ports: ReconcilerPorts,
  ) {}

  /** The conflict of an object; null where there is none. */
  conflict(key: string): Conflict | null {
    const document = this.masks.get(key);
    return document ? conflictOf(document, this.outbox.operations) : null;
  }

  /** Ends a conflict as the person wished; whatever they choose, no step of anybody is lost. */
  async resolve(document: MaskDocument, how: Resolution): Promise<void> {
    const own = this.outbox.operations.filter(({ object }) => object === document.key);
    this.outbox.withdraw(
      own.filter(({ interaction }) => isRelative(interaction)),
      { code: 'stale_base' },
    );
    const { version } = document;
    if (how === 'copy') {
      await this.part(document, Math.min(version, ...own.map(({ seen }) => seen)));
      return;
    }
    this.outbox.redirect(document.key, document);
    if (how === 'merge') return;
    await this.ports.settled();
    // What was done here may have changed nothing.
    if (document.version !== version) await this.back(document, version);
  }

  /** Makes the mask what it was after a revision, once all that is on its way has arrived; itself a step that can be undone. */
  async back(document: MaskDocument, number: number): Promise<void> {
    await this.ports.settled();
    if (document.id === null) return;
    await this.server.restore(document.id, document.version, crypto.randomUUID(), number);
    await this.masks.reload(document);
    this.ports.saved();
  }

  /** One's own work goes to an object of its own, made of what the mask was when it was begun. */
  private async part(from: MaskDocument, version: number): Promise<void> {
    const { id } = await this.server.copy(await this.masks.ensure(from), version);
    await this.masks.sync();
    const to = this.masks.known(id);
    if (!to) return;
    this.outbox.redirect(from.key, to);
    for (const { object, opId, interaction } of this.outbox.operations) {
      if (object !== to.key) continue;
      from.withdraw(opId);
      const region = regionOf(interaction, this.image);
      if (region && isByHand(interaction)) to.paint(opId, region, interaction.positive);
    }
    this.ports.select(to.key);
    this.ports.show(from);
    this.ports.show(to);
  }
}
