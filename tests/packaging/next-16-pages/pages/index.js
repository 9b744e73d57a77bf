import { Desktop } from '../desktop';

export default function Page() {
  return (
    <main>
      <h1>A page of the server</h1>
      <Desktop />
    </main>
  );
}
