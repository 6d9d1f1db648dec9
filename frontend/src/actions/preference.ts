const STORED = 'koutu.single-keys';

/** Shortcuts of one bare character can be turned off, for people who speak or switch their input (WCAG 2.1.4). */
export function singleKeysOn(): boolean {
  return localStorage.getItem(STORED) !== 'off';
}

export function setSingleKeys(on: boolean): void {
  localStorage.setItem(STORED, on ? 'on' : 'off');
}
