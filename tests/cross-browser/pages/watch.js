/** Before all other scripts of a page: notes at `window.complaints` what the page says on its console, throws, or is kept from by its policy. */
{
  const complaints = [];
  const words = (said) => (said instanceof Error ? said.message : String(said));
  for (const level of ['error', 'warn']) {
    const original = console[level];
    console[level] = (...said) => {
      complaints.push(said.map(words).join(' '));
      original.apply(console, said);
    };
  }
  addEventListener('error', ({ message }) => complaints.push(`thrown: ${message}`));
  addEventListener('unhandledrejection', ({ reason }) => complaints.push(`rejected: ${words(reason)}`));
  addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => complaints.push(`violation: ${effectiveDirective} ${blockedURI}`));
  addEventListener('pageshow', ({ persisted }) => (window.persisted = persisted));
  window.complaints = complaints;
}
