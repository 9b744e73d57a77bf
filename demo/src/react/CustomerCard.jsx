import { customerFacts } from '../shared/customers.js';
import { Icon } from './Icon.jsx';

export function CustomerCard({ conversation }) {
  return (
    <aside className="card customer" aria-labelledby="customer-title">
      <div className="card-heading">
        <h2 id="customer-title">Customer</h2>
        {conversation && <span className="card-note">{customerFacts(conversation.customerName).account}</span>}
      </div>
      {conversation && <Facts {...customerFacts(conversation.customerName)} />}
    </aside>
  );
}

function Facts({ tier, since, phone, email, city, language, order, contacts }) {
  const rows = [
    ['Phone', phone],
    ['Email', email],
    ['Lives in', city],
    ['Speaks', language],
  ];
  return (
    <>
      <p className="badges">
        <span className="badge">{tier}</span>
        <span className="badge plain">since {since}</span>
      </p>
      <dl className="details">
        {rows.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <h3>Latest order</h3>
      <p className="order">
        <Icon name="box" />
        <span>
          <b>{order.item}</b>
          <small>
            {order.number} · {order.state}
          </small>
        </span>
      </p>
      <h3>Last contacts</h3>
      <ul className="contacts">
        {contacts.map(({ when, medium, about }) => (
          <li key={when}>
            <small>
              {when} · {medium}
            </small>
            {about}
          </li>
        ))}
      </ul>
    </>
  );
}
