/** Dialogs of libraries, each with a field. They are modal by what a library does to the page, not by the browser. */
import type { ReactElement } from 'react';
import { Dialog as Headless, DialogPanel, DialogTitle as HeadlessTitle } from '@headlessui/react';
import Mui from '@mui/material/Dialog';
import MuiContent from '@mui/material/DialogContent';
import MuiTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import * as Radix from '@radix-ui/react-dialog';

export type DialogName = 'radix' | 'headless' | 'mui';

export interface DialogProps {
  readonly open: boolean;
  /** The library wants it closed: the agent pressed Escape, clicked outside, or went elsewhere. */
  readonly close: () => void;
}

function RadixDialog({ open, close }: DialogProps): ReactElement {
  return (
    <Radix.Root open={open} onOpenChange={close}>
      <Radix.Portal>
        <Radix.Overlay className="embedded-overlay" />
        <Radix.Content className="embedded-panel" aria-describedby={undefined}>
          <Radix.Title>Transfer</Radix.Title>
          <input name="radix" aria-label="Reason" />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function HeadlessDialog({ open, close }: DialogProps): ReactElement {
  return (
    <Headless open={open} onClose={close}>
      <div className="embedded-overlay" aria-hidden="true" />
      <DialogPanel className="embedded-panel">
        <HeadlessTitle>Transfer</HeadlessTitle>
        <input name="headless" aria-label="Reason" />
      </DialogPanel>
    </Headless>
  );
}

function MuiDialog({ open, close }: DialogProps): ReactElement {
  return (
    <Mui open={open} onClose={close} transitionDuration={0}>
      <MuiTitle>Transfer</MuiTitle>
      <MuiContent>
        <TextField name="mui" label="Reason" autoFocus variant="standard" />
      </MuiContent>
    </Mui>
  );
}

export const DIALOGS: Readonly<Record<DialogName, (props: DialogProps) => ReactElement>> = {
  radix: RadixDialog,
  headless: HeadlessDialog,
  mui: MuiDialog,
};
