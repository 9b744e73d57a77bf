import { customerFacts } from '../shared/customers.js';
import { h, icon, setText } from '../shared/dom.js';

export function createCustomerCard() {
  const account = h('span', { className: 'card-note' });
  const facts = h('div');
  const element = h(
    'aside',
    { className: 'card customer', attrs: { 'aria-labelledby': 'customer-title' } },
    h('div', { className: 'card-heading' }, h('h2', { id: 'customer-title' }, 'Customer'), account),
    facts,
  );
  let shownName = null;
  return {
    element,
    update({ conversation }) {
      const name = conversation?.customerName ?? null;
      if (name === shownName) return;
      shownName = name;
      const known = name === null ? null : customerFacts(name);
      setText(account, known?.account ?? '');
      facts.replaceChildren(...(known ? factElements(known) : []));
    },
  };
}

function factElements({ tier, since, phone, email, city, language, order, contacts }) {
  const rows = { Phone: phone, Email: email, 'Lives in': city, Speaks: language };
  return [
    h('p', { className: 'badges' }, h('span', { className: 'badge' }, tier), h('span', { className: 'badge plain' }, `since ${since}`)),
    h('dl', { className: 'details' }, Object.entries(rows).map(([term, value]) => h('div', {}, h('dt', {}, term), h('dd', {}, value)))),
    h('h3', {}, 'Latest order'),
    h('p', { className: 'order' }, icon('box'), h('span', {}, h('b', {}, order.item), h('small', {}, `${order.number} · ${order.state}`))),
    h('h3', {}, 'Last contacts'),
    h('ul', { className: 'contacts' }, contacts.map(({ when, medium, about }) => h('li', {}, h('small', {}, `${when} · ${medium}`), about))),
  ];
}
