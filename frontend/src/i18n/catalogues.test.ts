import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface Entry {
  id: string;
  text: string;
}

function entries(path: string): Entry[] {
  const po = readFileSync(path, 'utf8').replace(/"\n"/g, '');
  return [...po.matchAll(/^msgid "(.*)"\nmsgstr "(.*)"$/gm)]
    .map((m) => ({ id: m[1] ?? '', text: m[2] ?? '' }))
    .filter((e) => e.id !== '');
}

const CATALOGUES = ['src/i18n/locales', 'src/editor/locales'];
const slots = (message: string): string[] =>
  [
    ...new Set(
      [...message.matchAll(/\{([\w.]+)[,}]|<\/?(\d+)>/g)].map((m) => m[0].replace(',', '}')),
    ),
  ].sort();

describe.each(CATALOGUES)('%s', (folder) => {
  const zh = entries(`${folder}/zh.po`);
  const en = entries(`${folder}/en.po`);

  it('has every message in both languages', () => {
    expect(zh.map((e) => e.id).sort()).toEqual(en.map((e) => e.id).sort());
    expect(zh.filter((e) => !e.text).map((e) => e.id)).toEqual([]);
  });

  it('keeps what is filled in', () => {
    // A plural has fewer forms in Chinese, so its inner slots may be fewer.
    const wrong = zh.filter(
      (e) => e.text && !e.id.includes(', plural') && slots(e.id).join() !== slots(e.text).join(),
    );
    expect(wrong).toEqual([]);
  });

  it('writes English as the product speaks: no please, oops, successfully or exclamation mark', () => {
    expect(
      en.filter((e) => /\bplease\b|\boops\b|successfully|!/i.test(e.id)).map((e) => e.id),
    ).toEqual([]);
  });

  it('writes Chinese with full-width punctuation, 你 and a space beside Latin letters', () => {
    const wrong = zh.filter((e) =>
      /\p{Script=Han}[,;?!]|您|\p{Script=Han}[A-Za-z]|[A-Za-z]\p{Script=Han}/u.test(e.text),
    );
    expect(wrong.map((e) => e.text)).toEqual([]);
  });
});
