import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { mountDock } from '../dock/dock.js';
import { mountRail } from '../dock/rail.js';
import { openDesk } from '../shared/desk.js';
import { Desktop } from './Desktop.jsx';

const dock = document.getElementById('dock');
mountRail(document.getElementById('rail'), { page: 'react', dock });
mountDock(dock);
createRoot(document.getElementById('desk')).render(
  <StrictMode>
    <Desktop />
  </StrictMode>,
);
void openDesk();
