import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const files = (readdirSync('src', { recursive: true }) as string[]).map((f) => join('src', f));
const styled = files.filter(
  (f) => /\.(css|tsx)$/.test(f) && !f.includes('.test.') && !f.startsWith(join('src', 'tokens')),
);

it('colours come from the tokens alone', () => {
  const strays = styled.flatMap((file) =>
    [
      ...readFileSync(file, 'utf8').matchAll(
        /(?<![&\w])#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})\b|\b(?:rgb|hsl|oklch)a?\(/gi,
      ),
    ].map((m) => `${file}: ${m[0]}`),
  );
  expect(strays).toEqual([]);
});

it('every custom property that is used is defined', () => {
  const all = files
    .filter((f) => /\.(css|tsx?)$/.test(f))
    .map((f) => readFileSync(f, 'utf8'))
    .join('\n');
  const defined = new Set([...all.matchAll(/(--[\w-]+)['"]?\s*:/g)].map((m) => m[1]));
  const provided = /^--(available|anchor|transform|toast|popup|positioner|active)-/;
  const unknown = [...new Set([...all.matchAll(/var\((--[\w-]+)/g)].map((m) => m[1] ?? ''))].filter(
    (name) => !defined.has(name) && !provided.test(name),
  );
  expect(unknown).toEqual([]);
});
