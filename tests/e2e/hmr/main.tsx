/** An app under development. Query: `apiUrl`, `controlUrl`, `agent`; `strict`; `hook`, for a hook of the app's own around ours; `context`, for a context. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Desktop } from './Desktop';
import { DesktopWithContext } from './DesktopWithContext';
import { DesktopWithHook } from './DesktopWithHook';

const query = new URLSearchParams(location.search);
const desktop = query.has('hook') ? <DesktopWithHook /> : query.has('context') ? <DesktopWithContext /> : <Desktop />;
createRoot(document.getElementById('root') ?? document.body).render(query.has('strict') ? <StrictMode>{desktop}</StrictMode> : desktop);
