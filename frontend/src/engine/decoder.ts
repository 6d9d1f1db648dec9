import { decoders, type Decoded, type Encoded, type Kind } from './decoding.ts';
import type { Rect } from './rect.ts';

/** With more pixels than these the page would stand still meanwhile; fewer are decoded before a worker has begun. */
const MANY = 4_000_000;

interface Waiting {
  readonly resolve: (decoded: unknown) => void;
  readonly reject: (reason: Error) => void;
}

interface Answer {
  id: number;
  decoded?: unknown;
  error?: string;
}

/** A worker that is started when it is first needed. */
class Decoder {
  private readonly waiting = new Map<number, Waiting>();
  private worker: Worker | null = null;
  private last = 0;

  decode<K extends Kind>(kind: K, encoded: Encoded[K]): Promise<Decoded[K]> {
    const worker = (this.worker ??= this.started());
    const id = ++this.last;
    return new Promise<unknown>((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      worker.postMessage({ id, kind, encoded });
    }) as Promise<Decoded[K]>;
  }

  private started(): Worker {
    const worker = new Worker(new URL('./decoder.worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
      const { id, decoded, error } = data;
      const asked = this.waiting.get(id);
      this.waiting.delete(id);
      if (error === undefined) asked?.resolve(decoded);
      else asked?.reject(new Error(error));
    });
    worker.addEventListener('error', ({ message }) => {
      const lost = [...this.waiting.values()];
      this.waiting.clear();
      worker.terminate();
      this.worker = null;
      for (const { reject } of lost) reject(new Error(message || 'The decoder ended.'));
    });
    return worker;
  }
}

const decoder = new Decoder();

/** Decodes what stands for so many pixels, away from the page where they are many. Rejects when it is broken. */
export function decode<K extends Kind>(
  kind: K,
  encoded: Encoded[K],
  pixels: number,
): Promise<Decoded[K]> {
  return pixels > MANY ? decoder.decode(kind, encoded) : decoders[kind](encoded);
}

/** The new values inside a rectangle, from their zlib bytes. */
export function patchOf(
  bytes: Uint8Array<ArrayBuffer>,
  { w: width, h: height }: Rect,
): Promise<Decoded['patch']> {
  return decode('patch', { bytes, width, height }, width * height);
}
