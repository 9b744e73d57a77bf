// Imports the package in each version of Node: no work, no error; start() says what is missing where there is no WebSocket.
import { execFileSync } from 'node:child_process';

for (const name of ['node18', 'node20', 'node22', 'node24']) {
  console.log(execFileSync(`node_modules/${name}/bin/node`, ['imports.js'], { encoding: 'utf8' }).trim());
}
