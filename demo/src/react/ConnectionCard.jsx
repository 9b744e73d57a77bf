import { useState } from 'react';
import { details, light, sentence } from '../shared/connection.js';
import { statusHistory } from '../shared/desk.js';
import { useDiagnostics, useNow } from './hooks.js';

export function ConnectionCard({ client, ...connection }) {
  const now = useNow(200);
  const { lastFrameAt } = useDiagnostics(client).statusDetail;
  const { label, tone } = light(connection.status);
  return (
    <section className="card connection" aria-labelledby="connection-title" data-tone={tone}>
      <div className="card-heading">
        <h2 id="connection-title">Connection</h2>
        <CopyDiagnostics client={client} />
      </div>
      <p className="connection-state">
        <i className="dot" />
        <b>{label}</b>
        <span>{sentence(connection, now)}</span>
      </p>
      <div className="history" role="img" aria-label="The last minute of the connection">
        {statusHistory.cells(now).map((status, index) => (
          <i key={index} data-status={status} />
        ))}
      </div>
      <dl className="details">
        {details({ ...connection, lastFrameAt, lastClose: statusHistory.lastClose }, now).map(({ term, value, tone: valueTone }) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd data-tone={valueTone}>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function CopyDiagnostics({ client }) {
  const [label, setLabel] = useState('Copy diagnostics');
  const copy = async () => {
    await navigator.clipboard.writeText(JSON.stringify(client.diagnostics(), null, 2));
    setLabel('Copied');
    setTimeout(() => setLabel('Copy diagnostics'), 2000);
  };
  return (
    <button type="button" className="quiet-button" title="What a support ticket needs: no token, name or number in it" onClick={copy}>
      {label}
    </button>
  );
}
