import { createGenesysToasts } from 'genesys-toasts';
import 'genesys-toasts/element';
import { mountDock } from '../dock/dock.js';
import { mountRail } from '../dock/rail.js';
import { alertOptions, alertSettings } from '../shared/alerts.js';
import { chooseStatus, clientOptions, deskClient, openDesk } from '../shared/desk.js';
import { theme } from '../shared/theme.js';
import { mountDesktop } from './desktop.js';

const dock = document.getElementById('dock');
mountRail(document.getElementById('rail'), { page: 'vanilla', dock });
mountDock(dock);

const client = createGenesysToasts({ ...clientOptions, alerts: alertOptions(alertSettings.get()) });
alertSettings.subscribe(() => client.update({ alerts: alertOptions(alertSettings.get()) }));
deskClient.set(client);
const toaster = document.querySelector('genesys-toaster');
toaster.client = client;
theme.subscribe(showTheme);
showTheme();
mountDesktop(document.getElementById('desk'), { client, onStatus: chooseStatus });
void client.start();
void openDesk();

/** Without the attribute, the toaster follows the computer. */
function showTheme() {
  toaster.toggleAttribute('theme', theme.get() !== 'auto');
  if (theme.get() !== 'auto') toaster.setAttribute('theme', theme.get());
}
