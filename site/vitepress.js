/** VitePress, as it is installed here: `scripts/docs.mjs` is outside of this folder. */
export { build, createServer } from 'vitepress';
