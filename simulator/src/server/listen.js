// @ts-check

/**
 * Binds a server.
 *
 * @param {import('node:http').Server} server
 * @param {number} port 0: any free one.
 * @param {string} host
 * @returns {Promise<number>} The port; rejects with the system's error, such as `EADDRINUSE`.
 */
export async function listen(server, port, host) {
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve(undefined);
    });
  });
  return /** @type {import('node:net').AddressInfo} */ (server.address()).port;
}
