import { useState } from 'react';
import { GenesysToaster, useGenesysToasts } from 'genesys-toasts/react';
import { current } from '../shared/conversations.js';
import { agentStatus, clientOptions } from '../shared/desk.js';
import { ConnectionCard } from './ConnectionCard.jsx';
import { ConversationPane } from './ConversationPane.jsx';
import { CustomerCard } from './CustomerCard.jsx';
import { Header } from './Header.jsx';
import { QueueList } from './QueueList.jsx';
import { useFloor } from './hooks.js';

export function Desktop() {
  const { status, statusDetail, error, client } = useGenesysToasts(clientOptions);
  const { conversations, reachable } = useFloor();
  const [chosenId, choose] = useState(null);
  const conversation = current(conversations, chosenId);

  /** Whoever goes offline closes the connection; whoever comes back opens it. */
  const chooseStatus = (name) => {
    agentStatus.choose(name);
    if (agentStatus.get().listens) void client.start();
    else client.stop();
  };

  return (
    <>
      <Header status={status} onStatus={chooseStatus} reachable={reachable} />
      <main className="desk-main">
        <h1 className="visually-hidden">Agent desktop</h1>
        <div className="desk-side">
          <QueueList conversations={conversations} />
          <ConnectionCard status={status} statusDetail={statusDetail} error={error} client={client} />
        </div>
        <ConversationPane conversations={conversations} conversation={conversation} onChoose={choose} />
        <CustomerCard conversation={conversation} />
      </main>
      <GenesysToaster client={client} />
    </>
  );
}
