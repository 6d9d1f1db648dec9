import { setupI18n } from '@lingui/core';
import { expect, it } from 'vitest';
import { grouped } from './grouped.ts';
import type { Action } from './registry.ts';

const i18n = setupI18n({ locale: 'en', messages: { en: {} } });

function action(label: string, group: string): Action {
  const said = (message: string) => ({ id: message, message });
  return { id: label, label: said(label), group: said(group), scope: 'wall', keys: [] };
}

const ACTIONS = [action('Undo', 'Work'), action('Zoom in', 'View'), action('Redo', 'Work')];

function names(find: string): [string, string[]][] {
  return [...grouped(ACTIONS, find, i18n)].map(([group, members]) => [
    group,
    members.map(({ id }) => id),
  ]);
}

it('keeps the order of headings and of the actions under them', () => {
  expect(names('')).toEqual([
    ['Work', ['Undo', 'Redo']],
    ['View', ['Zoom in']],
  ]);
});

it('finds by a part of the name, whatever is large, small or blank around it', () => {
  expect(names(' DO ')).toEqual([['Work', ['Undo', 'Redo']]]);
  expect(names('nothing')).toEqual([]);
});
