import { AGENT, STATUSES } from '../shared/agent.js';
import { light } from '../shared/connection.js';
import { chooseStatus } from '../shared/desk.js';
import { clock, dayAndTime, initials } from '../shared/format.js';
import { SIMULATOR_URL } from '../shared/simulator.js';
import { tabState } from '../shared/tabs.js';
import { useAgentStatus, useDiagnostics, useNow } from './hooks.js';

export function Header({ client, snapshot, reachable }) {
  const agent = useAgentStatus();
  const now = useNow();
  const { label, tone } = light(snapshot.status);
  const notResponding = snapshot.agent.routingStatus === 'NOT_RESPONDING';
  const tab = tabState(snapshot, useDiagnostics(client).tabs);
  return (
    <header className="desk-header">
      <span className="desk-brand">
        Larkfield <b>Desk</b>
      </span>
      <span className="agent">
        <i className="avatar">{initials(AGENT.name)}</i>
        <span>
          <b>{AGENT.name}</b>
          <small>{AGENT.team}</small>
        </span>
      </span>
      <span className="tab-state" data-role={tab.role}>
        <b>{tab.name}</b>
        <small>{tab.alerts}</small>
      </span>
      <label className="agent-status" data-tone={notResponding ? 'late' : agent.tone}>
        <span className="visually-hidden">Your status</span>
        <i className="dot" />
        <select value={agent.name} onChange={(event) => chooseStatus(event.target.value)}>
          {STATUSES.map(({ name }) => (
            <option key={name}>{name}</option>
          ))}
        </select>
        <time>{notResponding ? 'Not Responding' : clock(now - agent.since)}</time>
      </label>
      <span className="light-pill" data-tone={tone}>
        <i className="dot" />
        {label}
      </span>
      {reachable === false && (
        <span className="desk-alert" role="alert" title={`Nothing answers at ${SIMULATOR_URL}`}>
          No simulator: npm run demo
        </span>
      )}
      <time className="desk-time">{dayAndTime(now)}</time>
    </header>
  );
}
