import { i18n } from '@lingui/core';

/** Languages of the interface, by their own names. */
export const LANGUAGES = { en: 'English', zh: '中文' } as const;
export type Language = keyof typeof LANGUAGES;

const STORED = 'koutu.language';

/** The language chosen before, else the browser's, else English. */
export function preferredLanguage(): Language {
  const wanted = localStorage.getItem(STORED) ?? navigator.language;
  return wanted.startsWith('zh') ? 'zh' : 'en';
}

/** Loads a language's catalogues and shows the interface in it; remembered on this machine when `remember`. */
export async function setLanguage(language: Language, remember = true): Promise<void> {
  const [pages, editor] =
    language === 'zh'
      ? await Promise.all([import('./locales/zh.po'), import('../editor/locales/zh.po')])
      : await Promise.all([import('./locales/en.po'), import('../editor/locales/en.po')]);
  i18n.loadAndActivate({ locale: language, messages: { ...pages.messages, ...editor.messages } });
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  if (remember) localStorage.setItem(STORED, language);
}

export function currentLanguage(): Language {
  return i18n.locale === 'zh' ? 'zh' : 'en';
}
