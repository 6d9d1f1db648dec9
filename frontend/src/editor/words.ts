import type { I18n } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import {
  ArrowLeftRight,
  Brush,
  Eraser,
  FileInput,
  History,
  Layers,
  MousePointerClick,
  MousePointer2Off,
  Pencil,
  type LucideIcon,
} from 'lucide-react';
import type { Step } from '../engine/history.ts';
import type { Problem } from '../engine/wire.ts';

/** A step of the history in a few words. */
export function stepWords({ kind, positive, points, restored }: Step, i18n: I18n): string {
  const count = points.length;
  if (kind === 'click' && count > 1) return i18n._(msg`${count} clicks`);
  if (kind === 'click') return positive === false ? i18n._(msg`Click −`) : i18n._(msg`Click +`);
  if (kind === 'brush') return positive === false ? i18n._(msg`Eraser`) : i18n._(msg`Brush`);
  if (kind === 'unclick') return i18n._(msg`Point taken back`);
  if (kind === 'choose') return i18n._(msg`Part, object or group`);
  if (kind === 'import') return i18n._(msg`Pre-label`);
  if (kind === 'restore' && restored !== null) return i18n._(msg`Back to step ${restored}`);
  if (kind === 'put') return i18n._(msg`Replaced`);
  return i18n._(msg`Change`);
}

export function stepIcon({ kind, positive }: Step): LucideIcon {
  const icons: Record<string, LucideIcon> = {
    click: MousePointerClick,
    unclick: MousePointer2Off,
    choose: Layers,
    import: FileInput,
    restore: History,
    put: ArrowLeftRight,
  };
  if (kind === 'brush') return positive === false ? Eraser : Brush;
  return icons[kind] ?? Pencil;
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
    case 'forbidden':
      return { title: i18n._(msg`Your role does not allow editing here`) };
    default: {
      const title = i18n._(msg`Not saved`);
      return problem.detail ? { title, description: problem.detail } : { title };
    }
  }
}
