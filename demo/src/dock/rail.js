import { h, icon } from '../shared/dom.js';
import { nextTheme, theme } from '../shared/theme.js';
import { addressWith, SOURCE } from '../shared/client-options.js';
import { createAlertsMenu } from './alerts-menu.js';
import { createPhoneMenu } from './phone-menu.js';

const THEME_LABELS = { auto: 'Auto', light: 'Light', dark: 'Dark' };

/** Fills the rail at the edge: the two pages, a second tab, the page to look away to, the phone, the alerts, the panel and the colour scheme. `page`: `react` or `vanilla`. */
export function mountRail(nav, { page, dock }) {
  nav.append(
    h('span', { className: 'rail-logo', attrs: { 'aria-hidden': 'true' } }, icon('bell')),
    h('div', { className: 'rail-group' }, pageLink('react', './index.html', 'React', page), pageLink('braces', './vanilla.html', 'Plain JS', page), secondTabLink(), awayLink()),
    h('div', { className: 'rail-group rail-end' }, SOURCE === 'notifications' && phoneButton(dock), alertsButton(dock), dockButton(dock), themeButton()),
  );
}

function pageLink(iconName, href, label, page) {
  const here = (page === 'react') === (iconName === 'react');
  return h('a', { className: 'rail-item', href, attrs: here ? { 'aria-current': 'page' } : {} }, icon(iconName), label);
}

/** Opens this page once more: the tabs have one agent and one simulator, and share a connection. */
function secondTabLink() {
  return h('a', { className: 'rail-item', href: addressWith(), target: '_blank', rel: 'noopener', title: 'The same desk in another tab of this browser: both share one connection' }, icon('tabs'), 'Open a second tab');
}

/** Opens another page, so that the desk is hidden, as when an agent works in another tab. */
function awayLink() {
  return h('a', { className: 'rail-item', href: './away.html', target: '_blank', rel: 'noopener', title: 'Opens another page in a new tab: the desk is hidden, and rings' }, icon('away'), 'Look away');
}

const phoneButton = (dock) => menuButton(dock, createPhoneMenu, 'voice', 'Phone', "Which phone the agent has, and the agent's routing status");
const alertsButton = (dock) => menuButton(dock, createAlertsMenu, 'bell', 'Alerts', 'Title, sound and notification');

/** Only one menu is open. */
let closeOther = () => {};

function menuButton(dock, createMenu, iconName, label, title) {
  const close = () => {
    menu.hidden = true;
    button.setAttribute('aria-expanded', 'false');
  };
  const open = () => {
    closeOther();
    closeOther = close;
    menu.hidden = false;
    button.setAttribute('aria-expanded', 'true');
    menu.querySelector('h2').focus();
  };
  const closeHere = () => {
    close();
    button.focus();
  };
  const menu = createMenu(closeHere);
  const button = h('button', { type: 'button', className: 'rail-item', title, attrs: { 'aria-controls': menu.id, 'aria-expanded': 'false' } }, icon(iconName), label);
  button.addEventListener('click', () => (menu.hidden ? open() : closeHere()));
  dock.before(menu);
  return button;
}

function dockButton(dock) {
  const button = h('button', { type: 'button', className: 'rail-item', title: 'Shows or hides the panel below', attrs: { 'aria-controls': dock.id } }, icon('panel'), 'Panel');
  const show = () => button.setAttribute('aria-expanded', String(!dock.hidden));
  button.addEventListener('click', () => {
    dock.hidden = !dock.hidden;
    show();
  });
  show();
  return button;
}

function themeButton() {
  const label = h('span');
  const button = h('button', { type: 'button', className: 'rail-item', title: 'Colour scheme: auto, light, dark', on: { click: nextTheme } }, icon('theme'), label);
  const show = () => (label.textContent = THEME_LABELS[theme.get()]);
  theme.subscribe(show);
  show();
  return button;
}
