import type { ToolName } from '../settings.ts';
import { BoxTool } from './box.ts';
import { BrushTool } from './brush.ts';
import { ClickTool } from './click.ts';
import { OutlineTool, StraightGuide } from './outline.ts';
import { PanTool } from './pan.ts';
import { ScribbleTool } from './scribble.ts';
import { SuperpixelTool } from './superpixel.ts';
import type { Tool } from './tool.ts';
import { WandTool } from './wand.ts';
import { WireGuide } from './wire.ts';

/** One of each, for one canvas. */
export function makeTools(): Readonly<Record<ToolName, Tool>> {
  return {
    click: new ClickTool(),
    box: new BoxTool(),
    scribble: new ScribbleTool(),
    superpixel: new SuperpixelTool(),
    lasso: new OutlineTool(new WireGuide()),
    brush: new BrushTool(true),
    eraser: new BrushTool(false),
    polygon: new OutlineTool(new StraightGuide()),
    wand: new WandTool(),
    // Cleaning up is done in the panel; meanwhile the pointer moves the picture.
    cleanup: new PanTool(),
    pan: new PanTool(),
  };
}
