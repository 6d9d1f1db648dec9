import { i18n } from '@lingui/core';
import { msg } from '@lingui/core/macro';

// Figures and times in the language of the interface. Pure: the caller re-renders when the language changes.
const locale = (): string => (i18n.locale === 'zh' ? 'zh-CN' : 'en-GB');

/** 10,312 */
export function number(value: number, digits = 0): string {
  return new Intl.NumberFormat(i18n.locale === 'zh' ? 'zh-CN' : 'en-US', {
    maximumFractionDigits: digits,
  }).format(value);
}

/** A share between 0 and 1 as 48%. Never rounds to 0% or 100% what is neither. */
export function percent(share: number): string {
  const rounded = Math.round(share * 100);
  const honest = share > 0 && rounded === 0 ? 1 : share < 1 && rounded === 100 ? 99 : rounded;
  return `${honest}%`;
}

/** Width and height with a true multiplication sign. */
export function dimensions(width: number, height: number): string {
  return `${width} × ${height}`;
}

/** Bytes in the largest unit that leaves a figure of at least 1. */
export function bytes(value: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let step = 0;
  let left = value;
  while (left >= 1000 && step < units.length - 1) {
    left /= 1000;
    step += 1;
  }
  return `${number(left, left < 10 && step > 0 ? 1 : 0)} ${units[step] ?? ''}`;
}

/** Seconds as 0:17 or 1:02:09. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const two = (n: number): string => String(n).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  return hours > 0
    ? `${hours}:${two(minutes)}:${two(whole % 60)}`
    : `${minutes}:${two(whole % 60)}`;
}

/** 12:03:07 */
export function clock(date: Date): string {
  return date.toLocaleTimeString('en-GB');
}

/** 19 Nov; with the year when it is another one. */
export function day(date: Date, now: Date = new Date()): string {
  const sameYear = date.getFullYear() === now.getFullYear();
  return new Intl.DateTimeFormat(locale(), {
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(date);
}

/** How long ago, in words that stay true for a while: 2 min ago, 09:12 today, yesterday, 12 Nov. */
export function ago(date: Date, now: Date = new Date()): string {
  const minutes = Math.floor((now.getTime() - date.getTime()) / 60_000);
  const relative = new Intl.RelativeTimeFormat(locale(), { numeric: 'auto', style: 'short' });
  // Chinese sets a space between figures and characters.
  const spaced = (text: string): string => text.replace(/(\d)(?=\p{Script=Han})/u, '$1 ');
  // Intl says 现在, which does not go with what was done.
  if (minutes < 1) return i18n._(msg`just now`);
  if (minutes < 60) return spaced(relative.format(-minutes, 'minute'));
  if (date.toDateString() === now.toDateString())
    return spaced(relative.format(-Math.floor(minutes / 60), 'hour'));
  const yesterday = new Date(now);
  yesterday.setDate(now.getDate() - 1);
  if (date.toDateString() === yesterday.toDateString()) return relative.format(-1, 'day');
  return day(date, now);
}
