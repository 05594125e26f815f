import { fileURLToPath } from 'node:url';

/** The folder that holds package.json. */
export const projectRoot = fileURLToPath(new URL('..', import.meta.url));

/** What `npm run build` makes and `npm pack` ships. */
export const distFolder = fileURLToPath(new URL('../dist', import.meta.url));

/** Downloads that outlive a build; ignored by git. */
export const cacheFolder = fileURLToPath(new URL('../.cache', import.meta.url));
