import type { Model } from '../../api/types.ts';

/** Which model, at which input side; what `NAME` or `NAME@SIZE` means. */
export interface Chosen {
  readonly name: string;
  readonly size: number;
}

/** What a dataset's setting asks for. null when it is of no model that is offered. */
export function parse(setting: unknown, models: readonly Model[]): Chosen | null {
  const text = typeof setting === 'string' ? setting : '';
  const [name = '', side] = text.split('@');
  const model = models.find((m) => (text === '' ? m.default : m.name === name));
  return model ? { name: model.name, size: side ? Number(side) : model.size } : null;
}

/** The setting that asks for it, without the size where it is the model's own. */
export function settingOf({ name, size }: Chosen, models: readonly Model[]): string {
  const own = models.find((m) => m.name === name)?.size;
  return size === own ? name : `${name}@${size}`;
}

/** What the server chooses for a new dataset. */
export function automatic(models: readonly Model[]): Chosen | null {
  const found = models.find((m) => m.automatic !== null);
  return found?.automatic ? { name: found.name, size: found.automatic } : null;
}
