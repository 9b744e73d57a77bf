/** What stands for the reader's own app in the code of README and docs. */
declare const getToken: import('genesys-toasts').GetToken;
declare const client: import('genesys-toasts').GenesysToasts;

/** The desktop's own toasts and login. */
declare function showToast(toast: object): void;
declare function removeToast(id: string): void;
declare function connect(): void;
declare function showCustomer(conversationId: string): void;
declare const button: HTMLButtonElement;
/** The WebRTC SDK, after `initialize()`. */
declare const sdk: import('../../../examples/phones/webrtcSdkPhone').WebrtcSdk;
/** The agent who is signed in to the desktop. */
declare const agent: { readonly id: string };
declare const session: { readonly accessToken: string; readonly expiresAt: number };

/** The desktop's own server (Express). */
declare const app: { get(path: string, ...handlers: unknown[]): void };
declare const requireLogin: unknown;
declare const ID: string;
declare const SECRET: string;

/** A test's simulator, which an earlier block of code has started. */
declare const sim: import('genesys-cloud-simulator').Simulator;

/** A test's page (Playwright). */
declare const page: { locator(selector: string, options?: object): { waitFor(): Promise<void> } };

declare module '*.wasm?url' {
  const address: string;
  export default address;
}

declare module 'oidc-client-ts';
