import { msg } from '@lingui/core/macro';
import type { Action } from '../actions/registry.ts';
import { CLEANUPS } from '../engine/cleanup.ts';
import { TOOL_GROUPS, toolAction } from './tools.ts';
import { CLEANUP_NAMES } from './words.ts';

const scope = 'editor';
const tools = msg`Tools`;
const drawing = msg`While drawing`;
const cleanup = msg`Clean-up`;

/** Choosing tools, and what tools have in common. */
export const toolActions: readonly Action[] = [
  ...TOOL_GROUPS.flat().map(({ tool, label, icon, keys }): Action => ({
    id: toolAction(tool),
    label,
    group: tools,
    scope,
    icon,
    keys,
  })),
  { id: 'editor.swap', label: msg`Swap add and remove`, group: tools, scope, keys: ['X'] },

  {
    id: 'editor.finish',
    label: msg`Close the outline, apply`,
    group: drawing,
    scope,
    // Alt and Shift may still be held: they say how it is closed.
    keys: ['Enter', 'Alt+Enter', 'Shift+Enter'],
    gestures: [msg`Click on its start`, msg`Double click`],
    hidden: true,
  },
  {
    id: 'editor.dropDrawing',
    label: msg`Drop what is being drawn`,
    group: drawing,
    scope,
    keys: [],
    gestures: [msg`Esc`],
    hidden: true,
  },
  {
    id: 'editor.takeAway',
    label: msg`Take away instead of adding`,
    group: drawing,
    scope,
    keys: [],
    gestures: [msg`Alt`, msg`Right button`],
    hidden: true,
  },
  {
    id: 'editor.straight',
    label: msg`Edge lasso: a straight stretch`,
    group: drawing,
    scope,
    keys: [],
    gestures: [msg`Shift`],
    hidden: true,
  },
  {
    id: 'editor.reach',
    label: msg`Magic wand: more or less`,
    group: drawing,
    scope,
    keys: [],
    gestures: [msg`Drag right or left`],
    hidden: true,
  },

  ...CLEANUPS.map((name, index): Action => ({
    id: `editor.cleanup.${name}`,
    label: CLEANUP_NAMES[name],
    group: cleanup,
    scope,
    keys: [String(index + 1)],
    hidden: true,
  })),
];
