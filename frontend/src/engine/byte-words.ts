/** Bytes of 0 or 1, four at a time: masks of millions of pixels are compared in a quarter of the steps. */
export class Words {
  /** `length` bytes, all 0. */
  readonly bytes: Uint8Array;
  /** The same bytes; those that the last word has too many stay 0. */
  readonly words: Uint32Array;

  constructor(length: number) {
    this.words = new Uint32Array(Math.ceil(length / 4));
    this.bytes = new Uint8Array(this.words.buffer, 0, length);
  }

  static of(bytes: Uint8Array): Words {
    const made = new Words(bytes.length);
    made.bytes.set(bytes);
    return made;
  }
}

/** How many of a word's four bytes are 1. */
export function ones(word: number): number {
  return Math.imul(word, 0x01010101) >>> 24;
}
