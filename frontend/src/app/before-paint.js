// Sets language and theme on <html> before anything is painted, so that no page flashes in the other theme.
// Must agree with src/app/theme.ts: the editor has a theme of its own and is dark at first, other pages follow the system.
(() => {
  const inEditor = location.pathname.startsWith('/images/');
  const stored = localStorage.getItem(inEditor ? 'koutu.theme.editor' : 'koutu.theme');
  const system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  const chosen = stored ?? (inEditor ? 'dark' : 'system');
  document.documentElement.dataset.theme =
    chosen === 'dark' || chosen === 'light' ? chosen : system;
  const language = localStorage.getItem('koutu.language') ?? navigator.language;
  document.documentElement.lang = language.startsWith('zh') ? 'zh-CN' : 'en';
})();
