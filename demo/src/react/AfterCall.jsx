import { useState } from 'react';
import { finish } from '../shared/desk.js';
import { Icon } from './Icon.jsx';
import { useAfterCall } from './hooks.js';

/** What the agent has to do after a conversation: to choose a wrap-up code. It shows the oldest one. */
export function AfterCall() {
  const [work, ...others] = useAfterCall();
  return work ? <Work key={work.id} work={work} more={others.length} /> : null;
}

function Work({ work, more }) {
  const [code, setCode] = useState(work.codes[0]?.id);
  const [busy, setBusy] = useState(false);
  const submit = (event) => {
    event.preventDefault();
    setBusy(true);
    void finish(work, code).finally(() => setBusy(false));
  };
  return (
    <form className="after-call" aria-label="After-call work" onSubmit={submit}>
      <p>
        After-call work: <b>{work.name}</b>
        {more > 0 && <span className="tabs-more">+{more}</span>}
      </p>
      <select aria-label="Wrap-up code" value={code} onChange={(event) => setCode(event.target.value)}>
        {work.codes.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <button type="submit" className="button primary" disabled={busy}>
        <Icon name="check" />
        Done
      </button>
    </form>
  );
}
