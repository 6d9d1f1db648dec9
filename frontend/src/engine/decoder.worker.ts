import { decoders, movable, type Encoded, type Kind } from './decoding.ts';

/** The other end of `decoder.ts`: answers `{ id, kind, encoded }` with `{ id, decoded }` or `{ id, error }`. */
self.addEventListener('message', (event: MessageEvent<Question<Kind>>) => {
  void answer(event.data);
});

interface Question<K extends Kind> {
  id: number;
  kind: K;
  encoded: Encoded[K];
}

async function answer<K extends Kind>({ id, kind, encoded }: Question<K>): Promise<void> {
  try {
    const decoded = await decoders[kind](encoded);
    self.postMessage({ id, decoded }, { transfer: movable(decoded) });
  } catch (error) {
    self.postMessage({ id, error: String(error) });
  }
}
