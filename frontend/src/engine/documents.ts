import { Bitmap } from './bitmap.ts';
import { MaskDocument, type Foreign } from './document.ts';
import { replay } from './history.ts';
import type { Rect } from './rect.ts';
import type { SessionImage, SessionServer } from './session-state.ts';
import type { MaskInfo, Revision } from './wire.ts';

/** The masks of one image, brought in from the server and kept up with it. Never empty once open. */
export class Documents {
  readonly list: MaskDocument[] = [];
  private creating: Promise<MaskInfo> | null = null;
  /** Its mask was asked for and no answer came: it may have been made all the same. */
  private lost: MaskDocument | null = null;
  /** Stands in while the image has no object. */
  private placeholder: MaskDocument | null = null;

  constructor(
    private readonly image: SessionImage,
    private readonly server: SessionServer,
    /** Who works here; the steps of others are told apart. */
    private readonly user: number,
    private readonly ports: {
      /** A document was brought to another head. */
      replaced(document: MaskDocument, rect: Rect): void;
      /** Somebody else deleted the object. */
      gone(document: MaskDocument): void;
      /** Something that was done to the object waits for the server. */
      waits(document: MaskDocument): boolean;
    },
  ) {}

  /** Loads all of them; an image without masks has one that is empty and not yet on the server. */
  async open(): Promise<void> {
    const masks = await this.masks();
    const loaded = await Promise.all(masks.map((info) => this.load(info)));
    this.list.push(...loaded);
    this.fill();
  }

  /** The document with this key; undefined when it is gone. */
  get(key: string): MaskDocument | undefined {
    return this.list.find((document) => document.key === key);
  }

  known(id: number): MaskDocument | undefined {
    return this.list.find((document) => document.id === id);
  }

  /** Another object, empty and not yet on the server. */
  add(label: string, key?: string): MaskDocument {
    const { width, height } = this.image;
    const unmade = { id: null, label, version: 0 };
    const document = new MaskDocument(unmade, new Bitmap(width, height), key);
    this.list.push(document);
    return document;
  }

  /** The document of an operation from an earlier visit that had not heard whether its mask was made. */
  revive(key: string): MaskDocument {
    const known = this.get(key);
    if (known) return known;
    const [only] = this.list;
    const blank = this.list.length === 1 && only?.version === 0 && only.shown.area === 0;
    if (!blank) return this.add('', key);
    const { width, height } = this.image;
    const adopted = new MaskDocument(only, new Bitmap(width, height), key);
    this.list[0] = adopted;
    return adopted;
  }

  /** Takes an object off the list; the last one makes room for an empty one. */
  drop(document: MaskDocument): void {
    const index = this.list.indexOf(document);
    if (index >= 0) this.list.splice(index, 1);
    this.fill();
  }

  /** Moves an object up (negative) or down the list; says whether there was room. */
  move(document: MaskDocument, by: number): boolean {
    const from = this.list.indexOf(document);
    const to = from + by;
    if (from < 0 || to < 0 || to >= this.list.length) return false;
    this.list.splice(from, 1);
    this.list.splice(to, 0, document);
    return true;
  }

  /** The id of a document's mask, which is made when the server has none. */
  async ensure(document: MaskDocument): Promise<number> {
    if (document.id === null) {
      this.lost = document;
      this.creating ??= this.server.createMask(this.image.id, document.label).finally(() => {
        this.creating = null;
      });
      const info = await this.creating;
      this.lost = null;
      this.join(document, info);
      return info.id;
    }
    return document.id;
  }

  /** Brings every mask up to the server's head; takes in new ones and lets go of those that are gone. */
  async sync(): Promise<void> {
    const masks = await this.masks();
    for (const info of masks) {
      const document = this.known(info.id) ?? this.found(info);
      if (!document) this.take(await this.load(info));
      else if (document.version !== info.version) await this.reload(document);
      else {
        const { label, hidden = false, locked = false } = info;
        Object.assign(document, { label, hidden, locked });
      }
    }
    const here = new Set(masks.map(({ id }) => id));
    for (const document of [...this.list]) {
      if (document.id === null || here.has(document.id)) continue;
      this.drop(document);
      this.ports.gone(document);
    }
  }

  /** Fetches a document's head and history. */
  async reload(document: MaskDocument): Promise<void> {
    if (document.id === null) return;
    const { id, width, height } = this.image;
    const [head, revisions, masks] = await Promise.all([
      this.server.head(document.id, width, height),
      this.server.revisions(document.id),
      this.server.masks(id),
    ]);
    document.history = replay(revisions);
    document.foreign = foreignOf(revisions, this.user);
    document.protected = masks.find((mask) => mask.id === document.id)?.protected ?? false;
    document.offer = null;
    this.ports.replaced(document, document.replace(head.bitmap, head.version));
  }

  /** There is always an object to work on. */
  private fill(): void {
    if (this.list.length === 0) this.placeholder = this.add('');
  }

  /** Another person's object, or one of another tab; a stand-in that nobody has touched makes room for it. */
  private take(document: MaskDocument): void {
    this.list.push(document);
    const { placeholder } = this;
    this.placeholder = null;
    if (placeholder?.id === null && !this.ports.waits(placeholder)) this.drop(placeholder);
  }

  /** What the server has, in the order of the list. */
  private async masks(): Promise<readonly MaskInfo[]> {
    const masks = await this.server.masks(this.image.id);
    return [...masks].sort((a, b) => (a.order ?? 0) - (b.order ?? 0));
  }

  private join(document: MaskDocument, info: MaskInfo): void {
    document.id = info.id;
    document.label = info.label;
    document.version = info.version;
  }

  /** A mask that we made without hearing of it. */
  private found(info: MaskInfo): MaskDocument | undefined {
    const document = this.lost;
    if (document?.id !== null || info.version > 0) return undefined;
    this.lost = null;
    this.join(document, info);
    return document;
  }

  private async load(info: MaskInfo): Promise<MaskDocument> {
    const { width, height } = this.image;
    const [{ version, bitmap }, revisions] = await Promise.all([
      info.version > 0
        ? this.server.head(info.id, width, height)
        : { version: 0, bitmap: new Bitmap(width, height) },
      this.server.revisions(info.id),
    ]);
    const document = new MaskDocument({ ...info, version }, bitmap);
    document.history = replay(revisions);
    document.foreign = foreignOf(revisions, this.user);
    return document;
  }
}

function foreignOf(revisions: readonly Revision[], user: number): Foreign | null {
  const last = revisions.findLast(({ author }) => author !== null && author.id !== user);
  return last?.author ? { number: last.number, person: last.author, created: last.created } : null;
}
