// @ts-check

/** An answer of the Platform API that refuses the request. */
export class ApiError extends Error {
  name = 'ApiError';

  /** @param {number} status @param {string} code @param {string} message @param {Record<string, string>} [messageParams] */
  constructor(status, code, message, messageParams) {
    super(message);
    this.status = status;
    this.code = code;
    this.messageParams = messageParams;
  }
}

/** What is not there. @param {string} what */
export function notFound(what) {
  return new ApiError(404, 'not.found', `${what} not found`);
}

/** A request with a wrong value. @param {string} message */
export function badRequest(message) {
  return new ApiError(400, 'bad.request', message);
}

/** A request without the permission that it needs. @param {readonly string[]} permissions One of them is enough. */
export function missingPermissions(permissions) {
  const list = `[${permissions.join(', ')}]`;
  return new ApiError(
    403,
    'missing.any.permissions',
    `Unable to perform the requested action. You must have at least one of the following permissions assigned: ${list}`,
    { permissions: list },
  );
}

/** A request about somebody else. @param {string} message */
export function forbidden(message) {
  return new ApiError(403, 'not.authorized', message);
}

/** A request that only a user's token allows. */
export function noUserContext() {
  return badRequest('This request requires a user context. Client credentials cannot be used for requests to this resource.');
}
