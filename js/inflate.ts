/** Decompresses where the browser cannot. A script of its own: Chrome 80, Firefox 113, Safari 16.4 and newer never load it. */
import { unzlibSync } from 'fflate';

/** Decompresses what zlib has compressed. */
export const inflate = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => unzlibSync(bytes);
