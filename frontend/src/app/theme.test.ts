import { readFileSync } from 'node:fs';
import { runInThisContext } from 'node:vm';
import { beforeEach, expect, it } from 'vitest';
import { chooseTheme, enterRoom, useTheme } from './theme.ts';

const script = readFileSync('src/app/before-paint.js', 'utf8');

/** What <html> says after the script of the page has run at `path`. */
function painted(path: string): string | undefined {
  history.replaceState(null, '', path);
  runInThisContext(script);
  return document.documentElement.dataset.theme;
}

beforeEach(() => {
  localStorage.clear();
  enterRoom('pages');
});

it('at first the editor is dark and the other pages follow the system, which is light here', () => {
  expect([useTheme.getState().theme, painted('/datasets')]).toEqual(['light', 'light']);
  enterRoom('editor');
  expect([useTheme.getState().theme, painted('/images/7')]).toEqual(['dark', 'dark']);
});

it('each remembers its own choice, before the first paint too', () => {
  chooseTheme('dark');
  enterRoom('editor');
  chooseTheme('light');
  enterRoom('pages');
  expect([useTheme.getState().theme, painted('/datasets'), painted('/images/7')]).toEqual([
    'dark',
    'dark',
    'light',
  ]);
});

it('either can be given back to the system', () => {
  enterRoom('editor');
  chooseTheme('system');
  expect([useTheme.getState().theme, painted('/images/7')]).toEqual(['light', 'light']);
});
