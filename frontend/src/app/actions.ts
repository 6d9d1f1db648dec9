import { msg } from '@lingui/core/macro';
import {
  ArrowRight,
  Database,
  Download,
  FolderPlus,
  Keyboard,
  ListTodo,
  LogOut,
  Search,
  SquareArrowOutUpRight,
  SunMoon,
  Upload,
  Languages,
  ZoomIn,
  ZoomOut,
} from 'lucide-react';
import { type Action, defineActions } from '../actions/registry.ts';
import { editorActions } from '../editor/actions.ts';

const general = msg`General`;
const goTo = msg`Go to`;
const data = msg`Data`;
const move = msg`Move`;
const view = msg`View`;

const everywhere: readonly Action[] = [
  {
    id: 'app.palette',
    label: msg`Search or run`,
    group: general,
    scope: 'everywhere',
    icon: Search,
    keys: ['Ctrl+K'],
    inFields: true,
    inDialogs: true,
    hidden: true,
  },
  {
    id: 'app.help',
    label: msg`All keys`,
    group: general,
    scope: 'everywhere',
    icon: Keyboard,
    keys: ['Shift+/', 'F1'],
  },
  {
    id: 'app.theme',
    label: msg`Switch between light and dark`,
    group: general,
    scope: 'everywhere',
    icon: SunMoon,
    keys: [],
  },
  {
    id: 'app.language',
    label: msg`Switch between English and Chinese`,
    group: general,
    scope: 'everywhere',
    icon: Languages,
    keys: [],
  },
  {
    id: 'app.signOut',
    label: msg`Sign out`,
    group: general,
    scope: 'everywhere',
    icon: LogOut,
    keys: [],
  },
  {
    id: 'go.datasets',
    label: msg`Datasets`,
    group: goTo,
    scope: 'everywhere',
    icon: Database,
    keys: ['Alt+1'],
  },
  {
    id: 'go.jobs',
    label: msg`Jobs`,
    group: goTo,
    scope: 'everywhere',
    icon: ListTodo,
    keys: ['Alt+2'],
  },
];

const datasets: readonly Action[] = [
  {
    id: 'datasets.new',
    label: msg`New dataset`,
    group: data,
    scope: 'datasets',
    icon: FolderPlus,
    keys: ['N'],
  },
  {
    id: 'datasets.find',
    label: msg`Find a dataset`,
    group: data,
    scope: 'datasets',
    icon: Search,
    keys: ['/'],
  },
];

const wall: readonly Action[] = [
  {
    id: 'wall.import',
    label: msg`Import photos`,
    group: data,
    scope: 'wall',
    icon: Upload,
    keys: ['I'],
  },
  {
    id: 'wall.export',
    label: msg`Export`,
    group: data,
    scope: 'wall',
    icon: Download,
    keys: ['O'],
  },
  {
    id: 'wall.next',
    label: msg`Fix next`,
    group: data,
    scope: 'wall',
    icon: ArrowRight,
    keys: ['N'],
  },
  {
    id: 'wall.open',
    label: msg`Open in the editor`,
    group: move,
    scope: 'wall',
    icon: SquareArrowOutUpRight,
    keys: ['Enter'],
    hidden: true,
  },
  {
    id: 'wall.left',
    label: msg`Image to the left`,
    group: move,
    scope: 'wall',
    keys: ['ArrowLeft'],
    repeats: true,
    hidden: true,
  },
  {
    id: 'wall.right',
    label: msg`Image to the right`,
    group: move,
    scope: 'wall',
    keys: ['ArrowRight'],
    repeats: true,
    hidden: true,
  },
  {
    id: 'wall.up',
    label: msg`Row above`,
    group: move,
    scope: 'wall',
    keys: ['ArrowUp'],
    repeats: true,
    hidden: true,
  },
  {
    id: 'wall.down',
    label: msg`Row below`,
    group: move,
    scope: 'wall',
    keys: ['ArrowDown'],
    repeats: true,
    hidden: true,
  },
  {
    id: 'wall.pageUp',
    label: msg`Page up`,
    group: move,
    scope: 'wall',
    keys: ['PageUp'],
    repeats: true,
    hidden: true,
  },
  {
    id: 'wall.pageDown',
    label: msg`Page down`,
    group: move,
    scope: 'wall',
    keys: ['PageDown'],
    repeats: true,
    hidden: true,
  },
  {
    id: 'wall.first',
    label: msg`First image`,
    group: move,
    scope: 'wall',
    keys: ['Home'],
    hidden: true,
  },
  {
    id: 'wall.last',
    label: msg`Last image`,
    group: move,
    scope: 'wall',
    keys: ['End'],
    hidden: true,
  },
  {
    id: 'wall.find',
    label: msg`Find by name`,
    group: view,
    scope: 'wall',
    icon: Search,
    keys: ['/'],
  },
  {
    id: 'wall.larger',
    label: msg`Larger thumbnails`,
    group: view,
    scope: 'wall',
    icon: ZoomIn,
    keys: ['='],
    repeats: true,
  },
  {
    id: 'wall.smaller',
    label: msg`Smaller thumbnails`,
    group: view,
    scope: 'wall',
    icon: ZoomOut,
    keys: ['-'],
    repeats: true,
  },
];

/** Fills the registry; called once, before anything is shown. */
export function defineAllActions(): void {
  for (const some of [everywhere, datasets, wall, editorActions]) defineActions(some);
}
