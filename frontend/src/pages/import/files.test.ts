// @vitest-environment node
import { expect, it } from 'vitest';
import { packed } from './files.ts';

function file(name: string, text: string, path = ''): File {
  const made = new File([text], name);
  Object.defineProperty(made, 'webkitRelativePath', { value: path });
  return made;
}

it('a single file is sent as it is', async () => {
  const zip = file('photos.zip', 'PK');
  expect(await packed([zip])).toBe(zip);
});

it('several files are packed with their paths, so that masks find their photos', async () => {
  const sent = await packed([
    file('a.jpg', 'photo', 'shoot/images/a.jpg'),
    file('a.png', 'mask', 'shoot/masks/a.png'),
  ]);
  expect(sent.name).toBe('photos.zip');
  const text = new TextDecoder('latin1').decode(await sent.arrayBuffer());
  expect(text.startsWith('PK')).toBe(true);
  expect(text).toContain('shoot/images/a.jpg');
  expect(text).toContain('shoot/masks/a.png');
});
