/** Decompresses where the browser has no `DecompressionStream`. Chrome 80, Firefox 113, Safari 16.4 and newer never load this script. */
import { unzlibSync } from 'fflate';

/** Decompresses bytes in the zlib format. */
export const inflate = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => unzlibSync(bytes);
