// Fails when the catalogues and the sources disagree, or when a message has no Chinese.
// A message that was never extracted would be shown in English to everybody, without a word from the build.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const CATALOGUES = { pages: 'src/i18n/locales', editor: 'src/editor/locales' };

function entries(file) {
  const po = readFileSync(file, 'utf8').replace(/"\n"/g, '');
  const found = [...po.matchAll(/^msgid "(.*)"\nmsgstr "(.*)"$/gm)].map((m) => [m[1], m[2]]);
  return new Map(found.filter(([id]) => id !== ''));
}

const folder = mkdtempSync(join(tmpdir(), 'koutu-catalogues-'));
const problems = [];
try {
  execFileSync(process.execPath, ['node_modules/@lingui/cli/dist/lingui.js', 'extract'], {
    env: { ...process.env, KOUTU_CATALOGUES: folder },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (const [name, home] of Object.entries(CATALOGUES)) {
    const wanted = entries(join(folder, name, 'en.po'));
    const kept = entries(join(home, 'zh.po'));
    for (const id of wanted.keys())
      if (!kept.has(id)) problems.push(`${home}: not extracted: ${id}`);
    for (const [id, text] of kept) {
      if (!wanted.has(id)) problems.push(`${home}: in no source: ${id}`);
      else if (!text) problems.push(`${home}: no Chinese: ${id}`);
    }
  }
} finally {
  rmSync(folder, { recursive: true });
}
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);
