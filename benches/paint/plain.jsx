/** A desktop with the plain component, in a look like the package's. */
import { createRoot } from 'react-dom/client';
import { PlainToasts } from '../baseline/PlainToasts.tsx';
import '../baseline/styled.css';
import '../../tests/e2e/pages/shared/paint.ts';

const place = Object.fromEntries(new URLSearchParams(location.search));
createRoot(document.getElementById('root')).render(<PlainToasts {...place} />);
