// @ts-check

/**
 * A request that may be answered.
 *
 * @typedef {object} Call
 * @property {import('../tokens.js').Token} token
 * @property {URL} url
 * @property {string[]} params What the path's groups matched.
 * @property {unknown} body Of a request that has one.
 */

/** @typedef {{ status: number, body?: unknown }} Answer */

/**
 * An operation of the Platform API.
 *
 * @typedef {object} Route
 * @property {string} method
 * @property {RegExp} path
 * @property {readonly string[]} scopes One of them would do; none: any token may ask.
 * @property {(call: Call) => Answer} answer Throws an `ApiError` to say no.
 */

/**
 * @param {readonly Route[]} routes
 * @param {string} method
 * @param {string} pathname
 * @returns {{ route: Route, params: string[] } | { allowed: string[] }} What serves it; else the methods that the path has.
 */
export function findRoute(routes, method, pathname) {
  const onPath = routes.flatMap((route) => {
    const match = route.path.exec(pathname);
    return match ? [{ route, params: match.slice(1) }] : [];
  });
  return onPath.find(({ route }) => route.method === method) ?? { allowed: onPath.map(({ route }) => route.method) };
}
