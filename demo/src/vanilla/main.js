import { createGenesysToasts } from 'genesys-toasts';
import 'genesys-toasts/element';
import { mountDock } from '../dock/dock.js';
import { mountRail } from '../dock/rail.js';
import { agentStatus, clientOptions, openDesk } from '../shared/desk.js';
import { mountDesktop } from './desktop.js';

const dock = document.getElementById('dock');
mountRail(document.getElementById('rail'), { page: 'vanilla', dock });
mountDock(dock);

const client = createGenesysToasts(clientOptions);
document.querySelector('genesys-toaster').client = client;
mountDesktop(document.getElementById('desk'), { client, onStatus: chooseStatus });
void client.start();
void openDesk();

/** Whoever goes offline closes the connection; whoever comes back opens it. */
function chooseStatus(name) {
  agentStatus.choose(name);
  if (agentStatus.get().listens) void client.start();
  else client.stop();
}
