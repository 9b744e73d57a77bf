import { useEffect } from 'react';
import { GenesysToaster, useGenesysToasts } from 'genesys-toasts/react';
import { alertOptions } from '../shared/alerts.js';
import { current } from '../shared/conversations.js';
import { chosen, clientOptions, deskClient, followStatus } from '../shared/desk.js';
import { ConnectionCard } from './ConnectionCard.jsx';
import { ConversationPane } from './ConversationPane.jsx';
import { CustomerCard } from './CustomerCard.jsx';
import { Header } from './Header.jsx';
import { QueueList } from './QueueList.jsx';
import { useAlertSettings, useChosen, useFloor } from './hooks.js';

export function Desktop() {
  const { client, ...snapshot } = useGenesysToasts({ ...clientOptions, alerts: alertOptions(useAlertSettings()) });
  const { conversations, reachable } = useFloor();
  const conversation = current(conversations, useChosen());

  const { status, statusDetail, error } = snapshot;

  // The hook starts each client; in a new tab of an agent who is offline it has to stop again.
  useEffect(() => {
    deskClient.set(client);
    followStatus();
  }, [client]);

  return (
    <>
      <Header client={client} snapshot={snapshot} reachable={reachable} />
      <main className="desk-main">
        <h1 className="visually-hidden">Agent desktop</h1>
        <div className="desk-side">
          <QueueList conversations={conversations} />
          <ConnectionCard status={status} statusDetail={statusDetail} error={error} client={client} />
        </div>
        <ConversationPane conversations={conversations} conversation={conversation} onChoose={chosen.set} />
        <CustomerCard conversation={conversation} />
      </main>
      <GenesysToaster client={client} />
    </>
  );
}
