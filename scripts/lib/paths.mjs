import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's folder. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** Tools that the set-up installs and its notes about them; never committed. */
export const TOOLS = join(ROOT, '.tools');

/** What the build makes; never committed. */
export const DIST = join(ROOT, 'dist');

/** The folder that npm publishes as `genesys-toasts`. */
export const PACKAGE = join(DIST, 'package');

/** The documentation as files for a web server: `npm run docs -- --build` makes it. */
export const SITE = join(DIST, 'site');

const exe = process.platform === 'win32' ? '.exe' : '';

/** The path of a command-line tool that the set-up built into `.tools/cargo`. */
export const cargoTool = (name) => join(TOOLS, 'cargo', 'bin', name + exe);

/** Whether the module with this `import.meta.url` is the script that Node was started with (also through a symbolic link). */
export const isMain = (url) => process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(url);
