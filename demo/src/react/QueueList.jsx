import { queueRows, queueTotals } from '../shared/queues.js';
import { Icon } from './Icon.jsx';
import { useNow } from './hooks.js';

export function QueueList({ conversations }) {
  const now = useNow();
  const totals = queueTotals(conversations, now);
  return (
    <section className="card queues" aria-labelledby="queues-title">
      <div className="card-heading">
        <h2 id="queues-title">Queues</h2>
        <span className="card-note">
          {totals.waiting} waiting · longest {totals.longest}
        </span>
      </div>
      <ul className="queue-list">
        {queueRows(conversations, now).map((queue) => (
          <Queue key={queue.name} {...queue} />
        ))}
      </ul>
    </section>
  );
}

function Queue({ name, skills, waiting, mix, oldest, tone }) {
  return (
    <li className="queue" data-tone={tone}>
      <span className="queue-name">
        <b>{name}</b>
        <small>{skills}</small>
      </span>
      <span className="queue-mix">
        {mix.map(({ icon, label, count }) => (
          <span key={label} title={`${label}: ${count}`}>
            <Icon name={icon} />
            {count}
          </span>
        ))}
      </span>
      <span className="queue-waiting">
        <b>{waiting}</b>
        <small>{oldest}</small>
      </span>
    </li>
  );
}
