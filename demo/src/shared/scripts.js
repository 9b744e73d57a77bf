/** What customers of each queue say. `at`: seconds from the start; `agent`: said by the agent, otherwise by the customer. */
const SCRIPTS = {
  Support: {
    subject: 'Thermostat loses the Wi-Fi',
    lines: [
      { at: 0, agent: true, text: 'Larkfield Home, this is Alex. How can I help?' },
      { at: 9, text: 'Hi Alex. The new thermostat drops off the Wi-Fi every evening.' },
      { at: 19, agent: true, text: 'Sorry about that. Is the light on the front amber or red when it happens?' },
      { at: 27, text: 'Amber, blinking. Then it comes back after ten minutes or so.' },
      { at: 41, agent: true, text: 'That’s a known one: version 2.3 fixes it. I’ll send the update to it now.' },
      { at: 56, text: 'Great. Do I have to do anything?' },
      { at: 64, agent: true, text: 'Just leave it plugged in. I’ll stay with you until it is back.' },
    ],
  },
  Sales: {
    subject: 'Trade prices for twelve pendants',
    lines: [
      { at: 0, agent: true, text: 'Larkfield Home sales, this is Alex.' },
      { at: 8, text: 'I’m fitting out a café and need twelve of the Tarn pendants.' },
      { at: 18, agent: true, text: 'Lovely. From ten there’s a trade price. When would you need them?' },
      { at: 29, text: 'By the end of the month, if you can do that.' },
      { at: 38, agent: true, text: 'Eight are in stock now, the rest land on the 19th.' },
    ],
  },
  Billing: {
    subject: 'Charged twice in October',
    lines: [
      { at: 0, agent: true, text: 'Larkfield Home billing, this is Alex.' },
      { at: 9, text: 'My card shows the same payment twice, on the 3rd and the 4th.' },
      { at: 20, agent: true, text: 'I can see both. The second is a reservation that falls away by itself.' },
      { at: 31, text: 'It has been two weeks, though.' },
      { at: 42, agent: true, text: 'Then I’ll release it by hand. It’s back with you within two days.' },
    ],
  },
  Returns: {
    subject: 'Rug in the wrong size',
    lines: [
      { at: 0, agent: true, text: 'Larkfield Home returns, this is Alex.' },
      { at: 7, text: 'The rug came in the small size. I ordered the large one.' },
      { at: 16, agent: true, text: 'That’s our mistake. May I have it collected on Thursday?' },
      { at: 24, text: 'Thursday after four would be fine.' },
      { at: 33, agent: true, text: 'Booked, and the large one comes with the same van.' },
    ],
  },
  Complaints: {
    subject: 'Third missed delivery',
    lines: [
      { at: 0, agent: true, text: 'Larkfield Home, this is Alex. I have your case open.' },
      { at: 8, text: 'I took a third day off and nobody came. Again.' },
      { at: 18, agent: true, text: 'I’m sorry: that should not happen once. Let me call the depot now.' },
      { at: 30, text: 'Please do. I’ll wait.' },
      { at: 44, agent: true, text: 'The driver is twenty minutes away, and delivery is on us.' },
    ],
  },
};

/** What is talked about, by queue. */
export function script(queueName) {
  return SCRIPTS[queueName] ?? SCRIPTS.Support;
}
