/** The first models that lie in the allowed folders. */
export { listRootModels } from '../project/suggest-files.ts';
