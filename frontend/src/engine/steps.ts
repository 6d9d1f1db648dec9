import type { MaskDocument } from './document.ts';
import { regionOf } from './hand.ts';
import type { Outbox } from './outbox.ts';
import { canUndo, projected } from './projection.ts';
import { union, type Rect } from './rect.ts';
import type { Region } from './region.ts';
import type { SessionImage } from './session-state.ts';
import type { HandWork, Interaction, Mode, PointMessage } from './wire.ts';

export interface StepPorts {
  /** The object that tools work on. */
  current(): MaskDocument;
  /** The current object looks different inside the rectangle. */
  show(rect: Rect): void;
  /** The same while something is being drawn: nothing else has changed. */
  sketched(rect: Rect): void;
  /** A step is about to be taken. */
  stepping(): void;
}

/** The steps that a user takes on the current object: shown at once where no model is needed, and sent. */
export class Steps {
  constructor(
    private readonly image: SessionImage,
    private readonly outbox: Outbox,
    private readonly ports: StepPorts,
  ) {}

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
    const document = this.ports.current();
    const dropped = document.dropDraft();
    const painted = region ? document.paint(opId, region, interaction.positive) : dropped;
    this.ports.show(union(dropped, painted));
    this.submit(interaction, opId);
  }

  /** Shows a piece of something that is still being drawn; nothing is sent before `paint`. */
  draft(region: Region, positive: boolean): void {
    this.ports.sketched(this.ports.current().draft(region, positive));
  }

  dropDraft(): void {
    this.ports.show(this.ports.current().dropDraft());
  }

  undo(): void {
    const { key } = this.ports.current();
    const last = this.outbox.operations.findLast(({ object }) => object === key);
    if (last && last.interaction.kind !== 'undo' && last.interaction.kind !== 'redo') {
      if (this.outbox.cancel(last.opId)) {
        this.ports.show(this.ports.current().withdraw(last.opId));
        return;
      }
      last.undone = true;
    }
    if (canUndo(this.projected())) this.submit({ kind: 'undo' });
  }

  redo(): void {
    if (this.projected().undone.length > 0) this.submit({ kind: 'redo' });
  }

  private submit(interaction: Interaction, opId: string = crypto.randomUUID()): void {
    this.ports.stepping();
    this.outbox.add(opId, this.ports.current(), interaction);
  }

  private projected(): ReturnType<typeof projected> {
    return projected(this.ports.current(), this.outbox.operations);
  }
}
