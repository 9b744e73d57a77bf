import type { GetToken, Toast } from 'genesys-toasts';

const query = new URLSearchParams(location.search);

/** The names of the toasts that `onToast` got, oldest first: a page that is loaded again begins with none. */
const shownNames: string[] = [];
Object.assign(window, { shownNames });

export const apiUrl = query.get('apiUrl') ?? '';

export const getToken: GetToken = async ({ signal }) => {
  const body = JSON.stringify({ userId: query.get('agent') });
  const answer = await fetch(`${query.get('controlUrl') ?? ''}/issue-token`, { method: 'POST', body, signal });
  return (await answer.json()) as { accessToken: string };
};

export const onToast = ({ callerName }: Toast): void => void shownNames.push(callerName);
