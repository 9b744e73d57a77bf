import { hash } from './format.js';

const TIERS = ['Gold', 'Silver', 'Standard', 'Standard', 'Trade'];
const CITIES = ['Bristol', 'Leeds', 'Cork', 'Utrecht', 'Porto', 'Aarhus', 'Toronto', 'Perth', 'Lyon', 'Gdańsk'];
const LANGUAGES = ['English', 'English', 'English', 'Spanish', 'French', 'German', 'Portuguese'];
const ORDERS = ['Kelso floor lamp', 'Ardmore oak table', 'Brae smart thermostat', 'Tarn pendant light', 'Lune wool rug', 'Sorrel armchair'];
const ORDER_STATES = ['Delivered', 'In transit', 'Out for delivery', 'Return booked'];
const CONTACTS = [
  ['2 days ago', 'Chat', 'Delivery slot moved'],
  ['5 days ago', 'Voice', 'Asked about warranty'],
  ['12 Oct', 'Email', 'Invoice sent again'],
  ['28 Sep', 'Voice', 'Order placed by phone'],
  ['3 Sep', 'Message', 'Opening hours'],
  ['19 Aug', 'Chat', 'Voucher applied'],
];

/** Invented facts about a customer: always the same for the same name. */
export function customerFacts(name) {
  const number = hash(name);
  const pick = (list, salt) => list[(number >>> salt) % list.length];
  const mailbox = name.normalize('NFD').replace(/[^A-Za-z ]/g, '').trim().toLowerCase().replace(/ +/g, '.') || 'customer';
  const first = number % (CONTACTS.length - 2);
  return {
    tier: pick(TIERS, 1),
    since: 2012 + (number % 13),
    account: `LH-${String(100000 + (number % 900000))}`,
    phone: `+1 202-555-01${String(number % 100).padStart(2, '0')}`,
    email: `${mailbox}@example.com`,
    city: pick(CITIES, 3),
    language: pick(LANGUAGES, 5),
    order: { item: pick(ORDERS, 7), number: `#${String(40000 + (number % 59999))}`, state: pick(ORDER_STATES, 9) },
    contacts: CONTACTS.slice(first, first + 3).map(([when, medium, about]) => ({ when, medium, about })),
  };
}
