import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import {
  Brush,
  Eraser,
  Hand,
  Hexagon,
  Lasso,
  MousePointerClick,
  Pencil,
  Pentagon,
  Sparkles,
  SquareDashed,
  WandSparkles,
  type LucideIcon,
} from 'lucide-react';
import type { ToolName } from '../engine/settings.ts';

export interface ToolEntry {
  readonly tool: ToolName;
  readonly label: MessageDescriptor;
  readonly icon: LucideIcon;
  readonly keys: readonly string[];
}

/** The tools as they stand in the rail: those that ask the model, those of the hand, the rest. */
export const TOOL_GROUPS: readonly (readonly ToolEntry[])[] = [
  [
    { tool: 'click', label: msg`Click`, icon: MousePointerClick, keys: ['C'] },
    { tool: 'box', label: msg`Box`, icon: SquareDashed, keys: ['R'] },
    { tool: 'scribble', label: msg`Scribble`, icon: Pencil, keys: ['T'] },
    { tool: 'superpixel', label: msg`Superpixel`, icon: Hexagon, keys: ['S'] },
    { tool: 'lasso', label: msg`Edge lasso`, icon: Lasso, keys: ['L'] },
  ],
  [
    { tool: 'brush', label: msg`Brush`, icon: Brush, keys: ['B'] },
    { tool: 'eraser', label: msg`Eraser`, icon: Eraser, keys: ['E'] },
    { tool: 'polygon', label: msg`Polygon`, icon: Pentagon, keys: ['P'] },
    { tool: 'wand', label: msg`Magic wand`, icon: WandSparkles, keys: ['W'] },
  ],
  [
    { tool: 'cleanup', label: msg`Clean-up`, icon: Sparkles, keys: ['K'] },
    { tool: 'pan', label: msg`Hand`, icon: Hand, keys: [] },
  ],
];

const ENTRIES = TOOL_GROUPS.flat();

export function toolEntry(tool: ToolName): ToolEntry {
  const entry = ENTRIES.find((one) => one.tool === tool);
  if (!entry) throw new Error(`no such tool: ${tool}`);
  return entry;
}

/** The name of the tool's action in the registry. */
export function toolAction(tool: ToolName): string {
  return `editor.${tool}`;
}
