import { i18n } from '@lingui/core';
import { describe, expect, it } from 'vitest';
import { ago, bytes, clock, day, dimensions, duration, number, percent } from './index.ts';

describe('figures', () => {
  it('group thousands', () => expect(number(10312)).toBe('10,312'));
  it('never call a rest nothing or an almost all', () => {
    expect([percent(0), percent(0.001), percent(0.484), percent(0.999), percent(1)]).toEqual([
      '0%',
      '1%',
      '48%',
      '99%',
      '100%',
    ]);
  });
  it('use a true multiplication sign', () => expect(dimensions(3000, 4000)).toBe('3000 × 4000'));
  it('give bytes in the largest unit', () =>
    expect([bytes(999), bytes(1840), bytes(212_000), bytes(1_840_000_000)]).toEqual([
      '999 B',
      '1.8 KB',
      '212 KB',
      '1.8 GB',
    ]));
  it('give durations as minutes and hours', () =>
    expect([duration(17), duration(3729)]).toEqual(['0:17', '1:02:09']));
});

describe('times', () => {
  const now = new Date(2026, 10, 20, 12, 0, 0);
  const before = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000);
  it('are told from now', () => {
    expect(ago(before(0), now)).toBe('just now');
    expect(ago(before(2), now)).toBe('2 min ago');
    expect(ago(before(60 * 3), now)).toBe('3 hr ago');
    expect(ago(before(60 * 24), now)).toBe('yesterday');
    expect(ago(new Date(2026, 10, 12), now)).toBe('12 Nov');
  });
  it('carry the year when it is another one', () =>
    expect(day(new Date(2025, 0, 5), now)).toBe('5 Jan 2025'));
  it('have seconds on a clock', () =>
    expect(clock(new Date(2026, 10, 20, 12, 3, 7))).toBe('12:03:07'));
  it('speak Chinese when the interface does', () => {
    i18n.loadAndActivate({ locale: 'zh', messages: {} });
    expect(ago(before(2), now)).toBe('2 分钟前');
    expect(day(new Date(2026, 10, 12), now)).toBe('11月12日');
    i18n.loadAndActivate({ locale: 'en', messages: {} });
  });
});
