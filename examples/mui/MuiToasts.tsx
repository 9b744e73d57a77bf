/** Shows the toasts of a client with MUI. */
import Alert from '@mui/material/Alert';
import Portal from '@mui/material/Portal';
import Stack from '@mui/material/Stack';
import type { GenesysToasts } from 'genesys-toasts';
import { useGenesysToasts } from 'genesys-toasts/react';
import type { ReactElement } from 'react';

/** The list is rendered from the client's: a toast is there as long as the client has it. MUI's Snackbar shows one at a time, so this is none. */
export function MuiToasts({ client }: { client: GenesysToasts }): ReactElement {
  const toasts = useGenesysToasts(client, (state) => state.toasts);
  return (
    <Portal>
      <Stack spacing={1} sx={{ position: 'fixed', top: 16, right: 16, zIndex: 'snackbar' }}>
        {toasts.map((toast) => (
          <Alert key={toast.id} severity="info" variant="filled" elevation={6} onClose={() => client.dismiss(toast.id)}>
            {`${toast.mediaType}: ${toast.callerName}`}
          </Alert>
        ))}
      </Stack>
    </Portal>
  );
}
