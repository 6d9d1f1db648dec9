import { Bitmap } from './bitmap.ts';
import { MaskDocument } from './document.ts';
import { replay } from './history.ts';
import type { Rect } from './rect.ts';
import type { SessionImage, SessionServer } from './session-state.ts';
import type { MaskInfo } from './wire.ts';

/** The masks of one image, brought in from the server and kept up with it. */
export class Documents {
  readonly list: MaskDocument[] = [];
  private creating: Promise<MaskInfo> | null = null;

  constructor(
    private readonly image: SessionImage,
    private readonly server: SessionServer,
    /** A document was brought to another head. */
    private readonly replaced: (document: MaskDocument, rect: Rect) => void,
  ) {}

  /** Loads all of them; an image without masks has one that is empty and not yet on the server. */
  async open(): Promise<void> {
    const masks = await this.server.masks(this.image.id);
    const loaded = await Promise.all(masks.map((info) => this.load(info)));
    this.list.push(...(loaded.length > 0 ? loaded : [this.blank()]));
  }

  /** The document with this id; the first one when it is not known, as before its mask is made. */
  of(id: number | null): MaskDocument {
    return this.list.find((document) => document.id === id) ?? this.list[0]!;
  }

  known(id: number): MaskDocument | undefined {
    return this.list.find((document) => document.id === id);
  }

  /** The id of a document's mask, which is made when the image has none. */
  async ensure(document: MaskDocument): Promise<number> {
    if (document.id === null) {
      this.creating ??= this.server.createMask(this.image.id).finally(() => {
        this.creating = null;
      });
      const info = await this.creating;
      document.id = info.id;
      document.label = info.label;
      document.version = info.version;
    }
    return document.id;
  }

  /** Brings every mask that moved without us up to the server's head. */
  async sync(): Promise<void> {
    for (const info of await this.server.masks(this.image.id)) {
      const unmade = this.known(info.id) ? undefined : this.list.find(({ id }) => id === null);
      if (unmade) unmade.id = info.id;
      const document = this.known(info.id);
      if (document && document.version !== info.version) await this.reload(document);
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
    document.protected = masks.find((mask) => mask.id === document.id)?.protected ?? false;
    document.offer = null;
    this.replaced(document, document.replace(head.bitmap, head.version));
  }

  private async load(info: MaskInfo): Promise<MaskDocument> {
    const { width, height } = this.image;
    const [{ version, bitmap }, revisions] = await Promise.all([
      this.server.head(info.id, width, height),
      this.server.revisions(info.id),
    ]);
    const known = { ...info, version, protected: info.protected ?? false };
    const document = new MaskDocument(known, bitmap);
    document.history = replay(revisions);
    return document;
  }

  private blank(): MaskDocument {
    const { width, height } = this.image;
    const unmade = { id: null, label: '', version: 0, protected: false };
    return new MaskDocument(unmade, new Bitmap(width, height));
  }
}
