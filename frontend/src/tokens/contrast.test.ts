import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contrast, mix } from './contrast.ts';

const css = readFileSync('src/tokens/tokens.css', 'utf8');

function tokensOf(theme: 'dark' | 'light'): Record<string, string> {
  const block = new RegExp(`data-theme='${theme}'\\] \\{([^}]*)\\}`).exec(css)?.[1] ?? '';
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): ([^;]+);/g)].map((m): [string, string] => [
      m[1] ?? '',
      m[2] ?? '',
    ]),
  );
}

const GROUNDS = ['bg', 's1', 's2', 's3', 's4', 'canvas'] as const;
/** Grounds on which a colour must not be text, per theme: components keep to this. */
const NEVER: Record<string, Record<string, readonly string[]>> = {
  dark: { t3: ['s4'] },
  light: { t3: ['s4'], warn: ['s4', 'canvas'], bad: ['s4', 'canvas'] },
};

describe.each(['dark', 'light'] as const)('%s theme', (theme) => {
  const token = tokensOf(theme);
  const of = (name: string): string => token[name] ?? '';

  const texts = ['t1', 't2', 't3', 'acct', 'ok', 'warn', 'bad'].flatMap((text) =>
    GROUNDS.filter((ground) => !NEVER[theme]?.[text]?.includes(ground)).map((ground) => ({
      text,
      ground,
    })),
  );
  it.each(texts)('$text is readable on $ground', ({ text, ground }) => {
    // 4.5 to one decimal, as the limit is stated.
    expect(Math.round(contrast(of(text), of(ground)) * 10) / 10).toBeGreaterThanOrEqual(4.5);
  });

  it.each(['ok', 'warn', 'bad'])('%s is readable on its own tint', (state) => {
    const ground = mix(of(state), of('s1'), parseFloat(of('tint')) / 100);
    expect(contrast(of(state), ground)).toBeGreaterThanOrEqual(4.5);
  });

  it('the word on the main button is readable', () => {
    expect(contrast(of('on-pri'), of('pri'))).toBeGreaterThanOrEqual(4.5);
  });

  it('edges of controls and check marks on blue can be seen', () => {
    expect(contrast(of('ctl'), of('s1'))).toBeGreaterThanOrEqual(3);
    expect(contrast('#ffffff', of('acc'))).toBeGreaterThanOrEqual(3);
  });

  it('every grey is exactly neutral', () => {
    for (const name of [
      'bg',
      's1',
      's2',
      's3',
      's4',
      'canvas',
      'well',
      'line',
      'line2',
      'ctl',
      't1',
      't2',
      't3',
      'pri',
      'on-pri',
      'check-a',
      'check-b',
    ]) {
      const [, r, g, b] = /^#(..)(..)(..)$/.exec(of(name)) ?? [];
      expect([name, r, g], name).toEqual([name, b, b]);
    }
  });
});
