// Where the simulator is, from the page's address.
export const options = JSON.parse(new URLSearchParams(location.search).get('options'));
