import { msg } from '@lingui/core/macro';
import { ArrowLeft, ArrowRight, Layers, Redo2, Save, SkipForward, Undo2 } from 'lucide-react';
import type { Action } from '../actions/registry.ts';
import { keyboardActions, viewActions } from './canvasActions.ts';
import { objectActions } from './objectActions.ts';
import { toolActions } from './toolActions.ts';

const scope = 'editor';
const click = msg`Click`;
const brush = msg`Brush`;
const history = msg`History`;
const move = msg`Next image`;

/** What can be done in the editor. The page binds it; a few entries only tell of gestures. */
export const editorActions: readonly Action[] = [
  {
    id: 'editor.add',
    label: msg`Add to object`,
    group: click,
    scope,
    keys: ['.'],
    gestures: [msg`Left click`],
    hidden: true,
  },
  {
    id: 'editor.remove',
    label: msg`Remove from object`,
    group: click,
    scope,
    keys: [','],
    gestures: [msg`Right click`, msg`Ctrl or Alt + left click`],
    hidden: true,
  },
  {
    id: 'editor.holdBack',
    label: msg`Hold clicks back until released`,
    group: click,
    scope,
    keys: [],
    gestures: [msg`Shift + click`],
    hidden: true,
  },
  {
    id: 'editor.takeBack',
    label: msg`Take back last point`,
    group: click,
    scope,
    keys: ['Backspace'],
    gestures: [msg`Click on it`],
  },
  {
    id: 'editor.alternative',
    label: msg`Part, object or group`,
    group: click,
    scope,
    icon: Layers,
    keys: ['Tab'],
    hidden: true,
  },

  ...toolActions,

  {
    id: 'editor.smaller',
    label: msg`Smaller brush`,
    group: brush,
    scope,
    keys: ['['],
    gestures: [msg`Alt + wheel`],
    repeats: true,
    hidden: true,
  },
  {
    id: 'editor.larger',
    label: msg`Larger brush`,
    group: brush,
    scope,
    keys: [']'],
    repeats: true,
    hidden: true,
  },
  {
    id: 'editor.muchSmaller',
    label: msg`Four steps smaller`,
    group: brush,
    scope,
    keys: ['Shift+['],
    repeats: true,
    hidden: true,
  },
  {
    id: 'editor.muchLarger',
    label: msg`Four steps larger`,
    group: brush,
    scope,
    keys: ['Shift+]'],
    repeats: true,
    hidden: true,
  },
  {
    id: 'editor.eraseHeld',
    label: msg`Erase while held`,
    group: brush,
    scope,
    keys: [],
    gestures: [msg`Ctrl`],
    hidden: true,
  },

  ...viewActions,

  ...objectActions,

  {
    id: 'editor.undo',
    label: msg`Undo`,
    group: history,
    scope,
    icon: Undo2,
    keys: ['Ctrl+Z'],
    repeats: true,
  },
  {
    id: 'editor.redo',
    label: msg`Redo`,
    group: history,
    scope,
    icon: Redo2,
    keys: ['Ctrl+Shift+Z', 'Ctrl+Y'],
    repeats: true,
  },
  {
    id: 'editor.save',
    label: msg`Save now`,
    group: history,
    scope,
    icon: Save,
    keys: ['Ctrl+S'],
    inFields: true,
  },

  {
    id: 'editor.submit',
    label: msg`Submit`,
    group: move,
    scope,
    keys: ['Ctrl+Enter'],
    inFields: true,
  },
  {
    id: 'editor.skip',
    label: msg`Skip`,
    group: move,
    scope,
    keys: ['Ctrl+Shift+Enter'],
  },
  { id: 'editor.next', label: msg`Next`, group: move, scope, icon: ArrowRight, keys: ['D'] },
  {
    id: 'editor.previous',
    label: msg`Previous`,
    group: move,
    scope,
    icon: ArrowLeft,
    keys: ['A'],
  },
  {
    id: 'editor.nextUnfinished',
    label: msg`Next unfinished`,
    group: move,
    scope,
    icon: SkipForward,
    keys: ['Shift+D'],
  },
  {
    id: 'editor.back',
    label: msg`Back to the wall`,
    group: move,
    scope,
    icon: ArrowLeft,
    keys: ['Escape'],
  },

  ...keyboardActions,
];
