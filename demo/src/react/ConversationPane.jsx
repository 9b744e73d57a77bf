import { useState } from 'react';
import { describe, tabs } from '../shared/conversations.js';
import { answer, backToQueue, end } from '../shared/desk.js';
import { initials } from '../shared/format.js';
import { AfterCall } from './AfterCall.jsx';
import { Icon } from './Icon.jsx';
import { useNow } from './hooks.js';

export function ConversationPane({ conversations, conversation, onChoose }) {
  const now = useNow();
  const own = tabs(conversations, conversation?.id, now);
  return (
    <section className="card conversation" aria-label="Conversations">
      <div className="tabs" role="group" aria-label="Your conversations">
        {own.tabs.map((tab) => (
          <Tab key={tab.id} {...tab} current={tab.id === conversation?.id} onChoose={onChoose} />
        ))}
        {own.more > 0 && <span className="tabs-more">+{own.more}</span>}
      </div>
      <AfterCall />
      {conversation ? <Conversation key={conversation.id} {...describe(conversation, now)} onChoose={onChoose} /> : <Nothing />}
    </section>
  );
}

function Tab({ id, name, icon, label, ringing, timer, current, onChoose }) {
  return (
    <button type="button" className="tab" aria-pressed={current} data-ringing={ringing} title={label} onClick={() => onChoose(id)}>
      <Icon name={icon} />
      <span className="tab-name">{name}</span>
      <time>{timer}</time>
    </button>
  );
}

function Conversation({ onChoose, ...shown }) {
  const { id, name, label, icon, queueName, subject, ringing, timer, invitation, refuse, heading, lines } = shown;
  const accept = () => {
    onChoose(id);
    void answer(shown);
  };
  return (
    <>
      <div className="conversation-head">
        <i className="avatar large">{initials(name)}</i>
        <div className="conversation-who">
          <h2>{name}</h2>
          <p>
            <Icon name={icon} />
            {label} · {queueName} · {subject}
          </p>
        </div>
        <span className="timer" data-ringing={ringing}>
          <small>{ringing ? 'ringing' : 'connected'}</small>
          {timer}
        </span>
      </div>
      {ringing ? (
        <div className="offer">
          <p>{invitation}</p>
          <button type="button" className="button primary" onClick={accept}>
            <Icon name="check" />
            Answer
          </button>
          <button type="button" className="button" onClick={() => void backToQueue(shown)}>
            <Icon name="requeue" />
            {refuse}
          </button>
        </div>
      ) : (
        <>
          <Transcript heading={heading} lines={lines} />
          <Notes />
          <div className="conversation-foot">
            <button type="button" className="button" onClick={() => void backToQueue(shown)}>
              <Icon name="requeue" />
              Back to queue
            </button>
            <button type="button" className="button danger" onClick={() => void end(shown)}>
              <Icon name="end" />
              {shown.end}
            </button>
          </div>
        </>
      )}
    </>
  );
}

function Transcript({ heading, lines }) {
  return (
    <>
      <h3 className="transcript-title">{heading}</h3>
      <div className="transcript" tabIndex={0} role="region" aria-label={heading}>
        <ol>
          {lines.map(({ agent, who, text, time }) => (
            <li key={time + text} data-agent={agent}>
              <small>
                {who} <time>{time}</time>
              </small>
              <p>{text}</p>
            </li>
          ))}
        </ol>
      </div>
    </>
  );
}

function Notes() {
  const [text, setText] = useState('');
  return <textarea className="notes" aria-label="Notes" placeholder="Notes on this conversation" rows={1} value={text} onChange={(event) => setText(event.target.value)} />;
}

function Nothing() {
  return (
    <div className="nothing">
      <p>No conversation right now.</p>
      <p>Let a customer ring with the panel below: the toast comes up at the top of the page.</p>
    </div>
  );
}
