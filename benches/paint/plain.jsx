/** A desktop with the plain component, in the package's look. */
import { createRoot } from 'react-dom/client';
import { PlainToasts } from '../baseline/PlainToasts.tsx';
import '../../dist/package/styles.css';
import '../../tests/e2e/pages/shared/paint.ts';

const place = Object.fromEntries(new URLSearchParams(location.search));
createRoot(document.getElementById('root')).render(<PlainToasts {...place} />);
