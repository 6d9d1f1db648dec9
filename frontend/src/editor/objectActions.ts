import { msg } from '@lingui/core/macro';
import { ChevronDown, ChevronUp, EyeOff, LockKeyhole, Plus, Trash2 } from 'lucide-react';
import type { Action } from '../actions/registry.ts';

const scope = 'editor';
const group = msg`Objects`;

/** What can be done with whole objects. */
export const objectActions: readonly Action[] = [
  { id: 'editor.newObject', label: msg`New object`, group, scope, icon: Plus, keys: ['N'] },
  {
    id: 'editor.objectAbove',
    label: msg`Object above`,
    group,
    scope,
    icon: ChevronUp,
    keys: ['PageUp'],
    repeats: true,
  },
  {
    id: 'editor.objectBelow',
    label: msg`Object below`,
    group,
    scope,
    icon: ChevronDown,
    keys: ['PageDown'],
    repeats: true,
  },
  {
    id: 'editor.hideObject',
    label: msg`Hide or show the object`,
    group,
    scope,
    icon: EyeOff,
    keys: ['Shift+H'],
  },
  {
    id: 'editor.lockObject',
    label: msg`Lock or unlock the object`,
    group,
    scope,
    icon: LockKeyhole,
    keys: ['Shift+L'],
  },
  {
    id: 'editor.deleteObject',
    label: msg`Delete the object`,
    group,
    scope,
    icon: Trash2,
    keys: ['Delete'],
  },
];
