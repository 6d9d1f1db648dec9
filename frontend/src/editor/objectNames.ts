import type { ObjectState } from '../engine/session-state.ts';

/** What objects are called, by key: their label, with a number where several have the same one. */
export function objectNames(
  objects: readonly Pick<ObjectState, 'key' | 'label'>[],
  unlabelled: string,
): ReadonlyMap<string, string> {
  const plain = objects.map(({ key, label }) => [key, label || unlabelled] as const);
  const made = new Map<string, string>();
  const met = new Map<string, number>();
  for (const [key, name] of plain) {
    const alone = plain.filter(([, other]) => other === name).length === 1;
    const count = (met.get(name) ?? 0) + 1;
    met.set(name, count);
    made.set(key, alone ? name : `${name} ${count}`);
  }
  return made;
}
