/** A desktop with the hook and the ready view. Query: `strict`, `hooks=2` (so many components with the same options), `status`. */
import { StrictMode, type ReactElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { GenesysToaster, useGenesysToasts } from 'genesys-toasts/react';
import './shared/paint.js';
import { clientOptions, count, flag } from './shared/query.js';
import { record, recorded, type Record } from './shared/record.js';

/** What `window.desk` has on this page. */
export interface ReactDesk extends Record {
  /** How often the component has rendered. */
  renders: number;
  mount(): void;
  /** Renders again from the root, with options that are new objects. */
  render(): void;
  unmount(): void;
}

const options = recorded(clientOptions());
let root: Root | undefined;
const desk: ReactDesk = Object.assign(record, { renders: 0, mount, render: show, unmount });

function Desktop(): ReactElement {
  const { client } = useGenesysToasts({ ...options });
  desk.renders++;
  desk.client = client;
  return <GenesysToaster client={client} status={flag('status') || undefined} />;
}

function show(): void {
  const desktops = Array.from({ length: count('hooks', 1) }, (_, index) => <Desktop key={index} />);
  root?.render(flag('strict') ? <StrictMode>{desktops}</StrictMode> : desktops);
}

function mount(): void {
  root = createRoot(document.getElementById('root') ?? document.body);
  show();
}

function unmount(): void {
  root?.unmount();
  root = undefined;
}

Object.assign(window, { desk });
mount();
