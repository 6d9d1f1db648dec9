import type { I18n } from '@lingui/core';
import type { Action } from './registry.ts';

/** Actions under their headings, both in their order. `find`: only those whose name holds these words; '' takes all. */
export function grouped(
  actions: Iterable<Action>,
  find: string,
  i18n: I18n,
): ReadonlyMap<string, readonly Action[]> {
  const words = find.trim().toLowerCase();
  const groups = new Map<string, Action[]>();
  for (const action of actions) {
    if (!i18n._(action.label).toLowerCase().includes(words)) continue;
    const group = i18n._(action.group);
    groups.set(group, [...(groups.get(group) ?? []), action]);
  }
  return groups;
}
