import { useEffect } from 'react';
import { api } from '../api/client.ts';
import { type KeyMap, remap } from '../actions/registry.ts';
import { useMe } from '../api/hooks.ts';
import type { Me } from '../api/types.ts';
import { currentLanguage, setLanguage } from '../i18n/index.ts';
import { queries } from './queries.ts';
import { type Choice, chooseTheme, useTheme } from './theme.ts';

/** Keeps a choice with the account. It holds on this machine in any case, so a failure is nothing to stop for. */
export function remember(choice: { language?: string; theme?: string }): void {
  queries.setQueryData<Me>(['me'], (me) =>
    me ? { ...me, preferences: { ...me.preferences, ...choice } } : me,
  );
  void Promise.allSettled([api.patch('me', { preferences: choice })]);
}

/** Keeps the shortcuts that a person chose. Rejects with ApiError when they are not kept; those of before hold then. */
export async function rememberKeys(map: KeyMap): Promise<void> {
  const key_map = Object.fromEntries(Object.entries(map).map(([id, keys]) => [id, [...keys]]));
  queries.setQueryData<Me>(['me'], (me) => (me ? { ...me, key_map } : me));
  try {
    await api.patch('me', { key_map });
  } catch (error) {
    await queries.invalidateQueries({ queryKey: ['me'] });
    throw error;
  }
}

/** Shows the pages as the person likes them, also in a browser that is new to them. */
export function useRemembered(): void {
  const me = useMe().data;
  const id = me?.id;
  const keys = me?.key_map;
  useEffect(() => {
    const { language, theme } = (me?.preferences ?? {}) as { language?: string; theme?: string };
    if ((language === 'zh' || language === 'en') && language !== currentLanguage())
      void setLanguage(language);
    const { room, choice } = useTheme.getState();
    if (theme && room === 'pages' && theme !== choice) chooseTheme(theme as Choice);
    // Once for whoever signs in: what they choose later is shown before it is kept.
  }, [id]);
  useEffect(() => {
    if (keys) remap(keys);
  }, [keys]);
  // Who signs in next has keys of their own.
  useEffect(() => () => remap({}), []);
}
