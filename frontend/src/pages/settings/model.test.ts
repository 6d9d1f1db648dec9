import { expect, it } from 'vitest';
import type { Model } from '../../api/types.ts';
import { automatic, parse, settingOf } from './model.ts';

const BASE: Model = {
  name: 'base',
  size: 256,
  sizes: [128, 256, 512],
  default: true,
  automatic: null,
};
const NANO: Model = {
  name: 'nano',
  size: 224,
  sizes: [128, 192, 224],
  default: false,
  automatic: 192,
};

it.each(['base', 'base@512', 'nano', 'nano@128'])('%s is read and written alike', (setting) => {
  const chosen = parse(setting, [BASE, NANO]);
  expect(chosen && settingOf(chosen, [BASE, NANO])).toBe(setting);
});

it('without a setting the default answers, also where there is one model only', () => {
  expect(parse(undefined, [BASE, NANO])).toEqual({ name: 'base', size: 256 });
  expect(parse('', [BASE])).toEqual({ name: 'base', size: 256 });
});

it('a model that is gone is not taken for another', () => {
  expect(parse('nano@192', [BASE])).toBeNull();
});

it('knows what the server chooses by itself', () => {
  expect(automatic([BASE, NANO])).toEqual({ name: 'nano', size: 192 });
  expect(automatic([BASE])).toBeNull();
});
