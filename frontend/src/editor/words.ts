import type { I18n, MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import {
  ArrowLeftRight,
  Eraser,
  FileInput,
  History,
  Layers,
  MousePointer2Off,
  Pencil,
  type LucideIcon,
} from 'lucide-react';
import type { Cleanup } from '../engine/cleanup.ts';
import type { Step } from '../engine/history.ts';
import { TOOLS, type ToolName } from '../engine/settings.ts';
import type { Problem } from '../engine/wire.ts';
import { toolEntry } from './tools.ts';

export const CLEANUP_NAMES: Readonly<Record<Cleanup, MessageDescriptor>> = {
  fill: msg`Fill holes`,
  islands: msg`Drop islands`,
  largest: msg`Keep the largest`,
  smooth: msg`Smooth`,
  grow: msg`Grow`,
  shrink: msg`Shrink`,
  invert: msg`Invert`,
};

/** A step of the history in a few words. */
export function stepWords(step: Step, i18n: I18n): string {
  const { kind, positive, points, restored, action } = step;
  const count = points.length;
  if (kind === 'click' && count > 1) return i18n._(msg`${count} clicks`);
  if (kind === 'brush') return positive === false ? i18n._(msg`Eraser`) : i18n._(msg`Brush`);
  if (kind === 'unclick') return i18n._(msg`Point taken back`);
  if (kind === 'choose') return i18n._(msg`Part, object or group`);
  if (kind === 'import') return i18n._(msg`Pre-label`);
  if (kind === 'restore' && restored !== null) return i18n._(msg`Back to step ${restored}`);
  if (kind === 'put') return i18n._(msg`Replaced`);
  if (kind === 'cleanup' && isCleanup(action)) return i18n._(CLEANUP_NAMES[action]);
  if (isTool(kind)) {
    const name = i18n._(toolEntry(kind).label);
    if (positive === null) return name;
    return positive ? i18n._(msg`${name} +`) : i18n._(msg`${name} −`);
  }
  return i18n._(msg`Change`);
}

const ICONS: Readonly<Record<string, LucideIcon>> = {
  unclick: MousePointer2Off,
  choose: Layers,
  import: FileInput,
  restore: History,
  put: ArrowLeftRight,
};

export function stepIcon({ kind, positive }: Step): LucideIcon {
  if (kind === 'brush' && positive === false) return Eraser;
  return ICONS[kind] ?? (isTool(kind) ? toolEntry(kind).icon : Pencil);
}

function isTool(kind: string): kind is ToolName {
  return (TOOLS as readonly string[]).includes(kind);
}

function isCleanup(action: string | null): action is Cleanup {
  return action !== null && action in CLEANUP_NAMES;
}

/** Why the server did not take something. */
export function refusalWords(
  problem: Problem,
  i18n: I18n,
): { title: string; description?: string } {
  switch (problem.code) {
    case 'stale_base':
      return {
        title: i18n._(msg`The mask was changed elsewhere`),
        description: i18n._(msg`You see the newest state now.`),
      };
    case 'image_state':
      return {
        title: i18n._(msg`This image can no longer be edited`),
        description: i18n._(msg`It was accepted. A reviewer can open it again.`),
      };
    case 'nothing_to_undo':
      return { title: i18n._(msg`Nothing to undo`) };
    case 'nothing_to_redo':
      return { title: i18n._(msg`Nothing to redo`) };
    case 'unreachable':
    case 'offline':
    case 'network':
      return {
        title: i18n._(msg`The server cannot be reached`),
        description: i18n._(msg`Your changes are kept here. Try again when you are connected.`),
      };
    case 'gone':
    case 'not_found':
      return { title: i18n._(msg`Somebody deleted this object`) };
    case 'mask_locked':
      return { title: i18n._(msg`The object is locked`) };
    case 'unknown_label':
      return { title: i18n._(msg`The dataset no longer has this label`) };
    case 'forbidden':
      return { title: i18n._(msg`Your role does not allow editing here`) };
    default: {
      const title = i18n._(msg`Not saved`);
      return problem.detail ? { title, description: problem.detail } : { title };
    }
  }
}
