import { msg } from '@lingui/core/macro';
import { Contrast, Eye, EyeOff, Layers, Maximize, PanelRight, Scan } from 'lucide-react';
import type { Action } from '../actions/registry.ts';

const scope = 'editor';
const view = msg`View`;
const keyboard = msg`Canvas by keyboard`;

/** How one looks at the photo. */
export const viewActions: readonly Action[] = [
  { id: 'editor.view', label: msg`Next view`, group: view, scope, icon: Layers, keys: ['F'] },
  { id: 'editor.overlay', label: msg`Overlay`, group: view, scope, icon: Layers, keys: ['\\'] },
  { id: 'editor.bw', label: msg`Black and white`, group: view, scope, icon: Contrast, keys: ['`'] },
  {
    id: 'editor.peek',
    label: msg`Original while held`,
    group: view,
    scope,
    icon: Eye,
    keys: ['V'],
    hidden: true,
  },
  { id: 'editor.hide', label: msg`Hide masks`, group: view, scope, icon: EyeOff, keys: ['H'] },
  {
    id: 'editor.handHeld',
    label: msg`Pan`,
    group: view,
    scope,
    keys: ['Space'],
    gestures: [msg`Space + drag`, msg`Middle drag`],
    hidden: true,
  },
  { id: 'editor.fit', label: msg`Fit`, group: view, scope, icon: Maximize, keys: ['0'] },
  { id: 'editor.actual', label: msg`100%`, group: view, scope, icon: Scan, keys: ['9'] },
  { id: 'editor.toggleFit', label: msg`Fit or 100% at pointer`, group: view, scope, keys: ['Z'] },
  {
    id: 'editor.closer',
    label: msg`Zoom in`,
    group: view,
    scope,
    keys: ['=', 'Shift+='],
    gestures: [msg`Wheel`],
    repeats: true,
    hidden: true,
  },
  {
    id: 'editor.farther',
    label: msg`Zoom out`,
    group: view,
    scope,
    keys: ['-'],
    repeats: true,
    hidden: true,
  },
  {
    id: 'editor.panel',
    label: msg`Show or hide the panel`,
    group: view,
    scope,
    icon: PanelRight,
    keys: ['Ctrl+\\'],
  },
];

/** The pointer's work without a pointer. */
export const keyboardActions: readonly Action[] = [
  {
    id: 'editor.left',
    label: msg`Cross to the left`,
    group: keyboard,
    scope,
    keys: ['ArrowLeft'],
    repeats: true,
    hidden: true,
  },
  {
    id: 'editor.right',
    label: msg`Cross to the right`,
    group: keyboard,
    scope,
    keys: ['ArrowRight'],
    repeats: true,
    hidden: true,
  },
  {
    id: 'editor.up',
    label: msg`Cross up`,
    group: keyboard,
    scope,
    keys: ['ArrowUp'],
    repeats: true,
    hidden: true,
  },
  {
    id: 'editor.down',
    label: msg`Cross down`,
    group: keyboard,
    scope,
    keys: ['ArrowDown'],
    repeats: true,
    hidden: true,
  },
  {
    id: 'editor.farLeft',
    label: msg`Ten to the left`,
    group: keyboard,
    scope,
    keys: ['Shift+ArrowLeft'],
    repeats: true,
    hidden: true,
  },
  {
    id: 'editor.farRight',
    label: msg`Ten to the right`,
    group: keyboard,
    scope,
    keys: ['Shift+ArrowRight'],
    repeats: true,
    hidden: true,
  },
  {
    id: 'editor.farUp',
    label: msg`Ten up`,
    group: keyboard,
    scope,
    keys: ['Shift+ArrowUp'],
    repeats: true,
    hidden: true,
  },
  {
    id: 'editor.farDown',
    label: msg`Ten down`,
    group: keyboard,
    scope,
    keys: ['Shift+ArrowDown'],
    repeats: true,
    hidden: true,
  },
];
