/** The token: what the app gives, and where it is kept. */

/** What `getToken` is called with. */
export interface TokenRequest {
  /** Why a token is needed: `'start'`, the first one; `'refresh'`, the last one expires soon; `'rejected'`, the server refused the last one. */
  readonly reason: 'start' | 'refresh' | 'rejected';
  /** Aborts after 15 s, and when the client stops. A token that is returned later is not used. */
  readonly signal: AbortSignal;
}

/** An access token. As a string its expiry is not known: it is used until the server refuses it. */
export type TokenAnswer =
  | string
  | {
      /** The access token. */
      readonly accessToken: string;
      /** The life of the token in seconds from now. */
      readonly expiresIn?: number | undefined;
      /** The time at which the token expires, in ms since 1970. It takes precedence over `expiresIn`. */
      readonly expiresAt?: number | undefined;
    };

/**
 * A function of the app that returns an access token, or a promise of one. It is called at each start, before the token expires, and after the server
 * refused the token.
 *
 * Where it throws or returns no token, `onError` gets `auth_failed`; where it takes more than 15 s, `network`. An exception with `status: 429`, and
 * with the seconds to wait as `retryAfter` where they are known, is treated as the answer 429 of a token endpoint.
 */
export type GetToken = (request: TokenRequest) => TokenAnswer | Promise<TokenAnswer>;

/** A storage that keeps the token across reloads. Its methods are synchronous, as those of `localStorage`. */
export interface TokenStorage {
  /** Returns the text that is stored under `key`; `null` where there is none. */
  getItem(key: string): string | null;
  /** Stores a text under `key`. */
  setItem(key: string, value: string): void;
  /** Removes what is stored under `key`. */
  removeItem(key: string): void;
}
