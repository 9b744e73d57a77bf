/** A desktop of other people's parts. What the test asks for comes onto the page: the view (of either kind, anywhere), dialogs of libraries, the browser's own covers. */
import type { ReactElement } from 'react';
import { createPortal, flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { createGenesysToasts, type Toast } from 'genesys-toasts';
import 'genesys-toasts/element';
import { GenesysToaster } from 'genesys-toasts/react';
import { coversOf, type CoverName } from './embedded/covers.js';
import { DIALOGS, type DialogName } from './embedded/dialogs.js';
import { grid, type Grid } from './embedded/grid.js';
import { PLACES, type Place, type PlaceName } from './embedded/places.js';
import { clientOptions } from './shared/query.js';
import { record, recorded } from './shared/record.js';
import type { ViewOptions } from './shared/view-options.js';

export type EmbeddedKind = 'react' | 'element';

export interface EmbeddedView extends ViewOptions {
  /** Each toast has a button of the app's own. */
  readonly actions?: boolean;
}

/** What `window.embedded` has on this page. */
export interface EmbeddedPage {
  /** Puts the view onto the page. */
  mount(kind: EmbeddedKind, place?: PlaceName, view?: EmbeddedView): Promise<void>;
  unmount(): void;
  open(name: DialogName | CoverName): Promise<void>;
  close(name: DialogName | CoverName): Promise<void>;
  isOpen(name: DialogName | CoverName): boolean;
  /** What a library or the browser wanted to close, by name. */
  readonly closings: string[];
  /** The names on whose toasts the app's own button was pressed. */
  readonly answers: string[];
  /** What the page's own listeners have received: `window online`, `document F8`, `window F8 composing`, `window F8 prevented`. */
  readonly events: string[];
  readonly grid: Grid;
}

const closings: string[] = [];
const answers: string[] = [];
const events: string[] = [];
const covers = coversOf((name) => void closings.push(name));
const client = createGenesysToasts(recorded(clientOptions()));
const root = createRoot(document.getElementById('root') ?? document.body);
let dialog: DialogName | undefined;
/** Props and place of the React view. */
let shown: { readonly place: Place; readonly view: EmbeddedView } | undefined;
let element: HTMLElement | undefined;

const isDialog = (name: string): name is DialogName => name in DIALOGS;

const answer = ({ callerName }: Toast): void => void answers.push(callerName);
const answerButton = (toast: Toast): ReactElement => <button onClick={() => answer(toast)}>Answer</button>;

function Desktop(): ReactElement {
  const { actions = false, ...view } = shown?.view ?? {};
  const toaster = shown && <GenesysToaster client={client} {...view} renderActions={actions ? answerButton : undefined} />;
  return (
    <>
      {toaster && shown?.place ? createPortal(toaster, shown.place) : toaster}
      {(Object.keys(DIALOGS) as DialogName[]).map((name) => {
        const Dialog = DIALOGS[name];
        return <Dialog key={name} open={dialog === name} close={() => closedByLibrary(name)} />;
      })}
    </>
  );
}

const render = (): void => flushSync(() => root.render(<Desktop />));

function closedByLibrary(name: DialogName): void {
  closings.push(name);
  dialog = undefined;
  queueMicrotask(render);
}

function change(name: DialogName, open: boolean): void {
  dialog = open ? name : undefined;
  render();
}

function mountElement(place: Place, { actions = false, ...view }: EmbeddedView): void {
  const renderActions = (toast: Toast): HTMLElement => {
    const button = Object.assign(document.createElement('button'), { textContent: 'Answer' });
    button.addEventListener('click', () => answer(toast));
    return button;
  };
  element = Object.assign(document.createElement('genesys-toaster'), view, { client, ...(actions && { renderActions }) });
  (place ?? document.body).append(element);
}

/** A field in an open shadow root in another one. */
function addDeepField(): void {
  const outer = document.getElementById('deep')?.attachShadow({ mode: 'open' });
  const inner = outer?.appendChild(document.createElement('div')).attachShadow({ mode: 'open' });
  inner?.append(Object.assign(document.createElement('input'), { name: 'deep', ariaLabel: 'Search' }));
}

function listenAsTheApp(): void {
  for (const [name, target] of Object.entries({ window, document })) {
    target.addEventListener('keydown', (event) => {
      const { key, isComposing, defaultPrevented } = event as KeyboardEvent;
      events.push([name, key, isComposing && 'composing', defaultPrevented && 'prevented'].filter(Boolean).join(' '));
    });
  }
  window.addEventListener('online', () => void events.push('window online'));
}

const embedded: EmbeddedPage = {
  async mount(kind, name = 'page', view = {}) {
    const place = await PLACES[name]();
    if (kind === 'element') return mountElement(place, view);
    shown = { place, view };
    render();
  },
  unmount() {
    element?.remove();
    element = shown = undefined;
    render();
  },
  open: async (name) => (isDialog(name) ? change(name, true) : covers[name].open()),
  close: async (name) => (isDialog(name) ? change(name, false) : covers[name].close()),
  isOpen: (name) => (isDialog(name) ? dialog === name : covers[name].isOpen()),
  closings,
  answers,
  events,
  grid,
};

addDeepField();
listenAsTheApp();
render();
record.client = client;
Object.assign(window, { desk: record, embedded });
await client.start();
