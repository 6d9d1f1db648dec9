import { i18n } from '@lingui/core';
import { beforeAll } from 'vitest';
import { messages } from './i18n/locales/en.po';

// jsdom knows no media queries; tests see a light system that moves.
if (typeof window !== 'undefined') {
  window.matchMedia = (query: string): MediaQueryList =>
    ({
      matches: false,
      media: query,
      onchange: null,
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
      dispatchEvent: () => false,
    }) as unknown as MediaQueryList;
}

beforeAll(() => {
  i18n.loadAndActivate({ locale: 'en', messages });
});
