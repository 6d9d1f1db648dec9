type Bytes = Uint8Array<ArrayBuffer>;

/** Brings each answer together with the binary frame that follows it. */
export class Frames {
  private readonly here = new Map<string, Bytes>();
  private readonly awaited = new Map<
    string,
    { resolve: (bytes: Bytes) => void; reject: (error: Error) => void }
  >();

  /** The frame of an operation; rejects when the line breaks before it comes. */
  of(opId: string): Promise<Bytes> {
    const bytes = this.here.get(opId);
    if (bytes) {
      this.here.delete(opId);
      return Promise.resolve(bytes);
    }
    return new Promise((resolve, reject) => this.awaited.set(opId, { resolve, reject }));
  }

  arrived(opId: string, bytes: Bytes): void {
    const waiting = this.awaited.get(opId);
    this.awaited.delete(opId);
    if (waiting) waiting.resolve(bytes);
    else this.here.set(opId, bytes);
  }

  /** What belongs to an answer that nobody needs any more. */
  forget(opId: string): void {
    this.here.delete(opId);
  }

  /** The line broke: what has not come will not come. */
  lost(): void {
    for (const { reject } of this.awaited.values()) reject(new Error('the line broke'));
    this.awaited.clear();
    this.here.clear();
  }
}
