import { createGenesysToasts } from 'genesys-toasts';
import { GenesysToaster, useGenesysToasts } from 'genesys-toasts/react';
import 'genesys-toasts/element';
import { useEffect, useState } from 'react';

/** Where the simulator is, only the browser knows. */
export function Desktop() {
  const [options, setOptions] = useState();
  useEffect(() => setOptions(JSON.parse(new URLSearchParams(location.search).get('options'))), []);
  return options ? <Toasts options={options} /> : null;
}

function Toasts({ options }) {
  const { client } = useGenesysToasts(options);
  const [own] = useState(() => createGenesysToasts(options));
  useEffect(() => {
    own.start();
    return () => own.stop();
  }, [own]);
  return (
    <>
      <GenesysToaster client={client} />
      <genesys-toaster ref={(element) => element && (element.client = own)} />
    </>
  );
}
