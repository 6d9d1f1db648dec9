import { downloadZip } from 'client-zip';

/** A file with its path below what was dropped; plain choices have only their name. */
export function pathOf(file: File): string {
  return paths.get(file) ?? (file.webkitRelativePath || file.name);
}

const paths = new WeakMap<File, string>();

/** All files of a drop, those in folders too, with their paths kept. System droppings (.DS_Store and the like) are left out. */
export async function droppedFiles(transfer: DataTransfer): Promise<File[]> {
  const entries = [...transfer.items]
    .map((item) => item.webkitGetAsEntry())
    .filter((e) => e !== null);
  const found = await Promise.all(entries.map(filesBelow));
  return found.flat().filter((file) => !file.name.startsWith('.'));
}

async function filesBelow(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    paths.set(file, entry.fullPath.replace(/^\//, ''));
    return [file];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const files: File[] = [];
  for (;;) {
    // A folder is read in portions; an empty one is the end.
    const portion = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (portion.length === 0) return files;
    files.push(...(await Promise.all(portion.map(filesBelow))).flat());
  }
}

/** What is sent: the one file itself, or several packed into a zip (stored, photos do not shrink) with their paths. */
export async function packed(files: readonly File[]): Promise<File> {
  const [only] = files;
  if (only && files.length === 1) return only;
  const zip = await downloadZip(
    files.map((file) => ({ name: pathOf(file), input: file, lastModified: file.lastModified })),
  ).blob();
  return new File([zip], 'photos.zip', { type: 'application/zip' });
}
