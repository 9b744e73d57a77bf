/** The simulator in the page. Its source is checked by its own project, with other settings: here are the types of what these tests use. */

interface Call {
  readonly conversationId: string;
}

interface State {
  readonly channels: readonly { readonly topics: readonly string[]; readonly socketId: string | null }[];
}

export interface Simulator {
  readonly apiUrl: string;
  readonly userId: string;
  readonly records: { readonly apiRequests: readonly { readonly method: string; readonly path: string }[] };
  readonly issueToken: (options: { userId: string }) => { accessToken: string; expiresIn: number };
  readonly ring: (options: { mediaType: string }) => Call;
  readonly answer: (call: Call) => unknown;
  readonly decline: (call: Call) => unknown;
  readonly setPhone: (options: { kind: string }) => unknown;
  readonly legs: (call: Call) => readonly { readonly purpose: string; readonly state: string }[];
  readonly until: (predicate: (state: State) => boolean) => Promise<unknown>;
}

export interface InPage {
  readonly simulator: Simulator;
  readonly fetch: typeof globalThis.fetch;
  readonly WebSocket: typeof globalThis.WebSocket;
  readonly close: () => void;
}

/** Starts a simulator with the scope of a desktop. */
export async function startInPage(options: object): Promise<InPage> {
  const { DESKTOP_SCOPE } = (await import('genesys-cloud-simulator')) as { DESKTOP_SCOPE: string };
  const inPage = (await import('genesys-cloud-simulator/in-page')) as { startInPage: (given: object) => InPage };
  return inPage.startInPage({ userScope: DESKTOP_SCOPE, ...options });
}
