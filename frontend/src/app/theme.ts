import { create } from 'zustand';

export type Theme = 'dark' | 'light';
export type Choice = Theme | 'system';
/** The editor keeps a theme of its own: judging edges wants dark surroundings whatever the other pages have. */
export type Room = 'pages' | 'editor';

const STORED: Record<Room, string> = { pages: 'koutu.theme', editor: 'koutu.theme.editor' };
const dark = window.matchMedia('(prefers-color-scheme: dark)');

function choiceOf(room: Room): Choice {
  const stored = localStorage.getItem(STORED[room]);
  if (stored === 'dark' || stored === 'light') return stored;
  return room === 'editor' && stored === null ? 'dark' : 'system';
}

interface ThemeState {
  room: Room;
  choice: Choice;
  theme: Theme;
}

function shown(room: Room): ThemeState {
  const choice = choiceOf(room);
  return { room, choice, theme: choice === 'system' ? (dark.matches ? 'dark' : 'light') : choice };
}

export const useTheme = create<ThemeState>(() => shown('pages'));

function show(room: Room): void {
  const next = shown(room);
  document.documentElement.dataset.theme = next.theme;
  useTheme.setState(next);
}

/** Shows the theme of the room one is in; called when the route changes. */
export function enterRoom(room: Room): void {
  show(room);
}

/** Changes and remembers the theme of the room one is in. */
export function chooseTheme(choice: Choice): void {
  const { room } = useTheme.getState();
  localStorage.setItem(STORED[room], choice);
  show(room);
}

dark.addEventListener('change', () => show(useTheme.getState().room));
