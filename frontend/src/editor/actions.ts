import type { Action } from '../actions/registry.ts';

/** What one can do in the editor. Static, so that the help overlay knows the keys before the editor is loaded. */
export const editorActions: readonly Action[] = [];
