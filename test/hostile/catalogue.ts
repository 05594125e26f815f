/**
 * The catalogue of hostile inputs and faults: what proves that each gets the behaviour it must get, or why it cannot
 * happen here. The numbers are cited by the rows of the tests, by comments and by SECURITY.md.
 */

/** Tried by rows of files of this folder, or by a test that `proved-elsewhere.ts` names. */
export interface Proved {
  readonly files: readonly string[];
}

/** An entry that is about a part which this server has not. */
export interface NotApplicable {
  readonly notApplicable: string;
}

export type Entry = (Proved | NotApplicable) & { readonly title: string };

const A_MODEL = ['a-staging.test.ts', 'a-paths.test.ts'];
const A_OUTPUT = ['a-output.test.ts'];
const B = ['b-source.test.ts'];
const C = ['c-parameters.test.ts'];
const D_BOMBS = ['d-bombs.test.ts'];
const D_LOAD = ['d-load.test.ts'];
const E_SOLIDS = ['e-geometry.test.ts'];
const E_PICTURES = ['e-pictures.test.ts'];
const F = ['f-assets.test.ts'];
const G = ['g-workers.test.ts'];
const H = ['h-cache.test.ts'];
const I = ['i-process.test.ts'];
const J = ['j-stdio.test.ts'];
const K = ['k-http.test.ts'];
/** Tried where the native engine is tested. */
const L: readonly string[] = [];

/** There is one process, whose queue is in its memory. */
const NO_QUEUE = 'there is no queue outside the process and no remote worker';

function proved(title: string, files: readonly string[]): Entry {
  return { title, files };
}

function notApplicable(title: string, reason: string): Entry {
  return { title, notApplicable: reason };
}

/** All 177 entries by their numbers, which count from 1. */
export const CATALOGUE: ReadonlyMap<number, Entry> = new Map(
  [
    // A. Paths and staging, from 1
    proved('an include that climbs out of the model', A_MODEL),
    proved('an absolute include', A_MODEL),
    proved('an import of a file of the host', A_MODEL),
    proved('names of files that climb, are absolute, of Windows or empty', A_MODEL),
    proved('a NUL in a path', A_MODEL),
    proved('a folder whose name begins like an allowed one', A_MODEL),
    proved('links that lead out, in chains and loops', A_MODEL),
    proved('a file swapped for a link after it was checked', A_MODEL),
    proved('pipes, devices, sockets, folders and hard links', A_MODEL),
    proved('names that differ in case', A_MODEL),
    proved('names in any script and Unicode form', A_MODEL),
    proved('names that hide or reorder characters', A_MODEL),
    proved('too many files, too long and too deep names', A_MODEL),
    proved('a file that changes while it is staged', A_MODEL),
    proved('a library that is not there, and libraries that reach out', A_MODEL),
    proved('files that include themselves', A_MODEL),
    proved('references that the scan cannot see', A_MODEL),
    proved('output paths', A_OUTPUT),
    proved('the quota of the artifact folder', A_OUTPUT),
    // B. Source text, from 20
    proved('a source without a model', B),
    proved('a syntax error', B),
    proved('a byte order mark', B),
    proved('line ends of every kind', B),
    proved('text that is no UTF-8', B),
    proved('a NUL in the source', B),
    proved('a source of more than 10 MB', B),
    proved('a name or a line of a megabyte', B),
    proved('200,000 nested brackets', B),
    proved('output that commands terminals and language models', B),
    proved('a flood of output', B),
    proved('a failed assert', B),
    // C. Parameters, from 32
    proved('code in a value', C),
    proved('code in a name', C),
    proved('characters of every kind in a text', C),
    proved('numbers that are none', C),
    proved('names that mean something to JavaScript', C),
    proved('deep and long lists', C),
    proved('values of other kinds', C),
    proved('unknown parameters', C),
    proved('values that the customizer does not offer', C),
    proved('damaged files of presets', C),
    proved('names that look like options', C),
    proved('further options for OpenSCAD', C),
    // D. Resource bombs, from 44
    proved('endless tail recursion', D_BOMBS),
    proved('endless recursion of functions', D_BOMBS),
    proved('endless recursion of modules', D_BOMBS),
    proved('an endless loop', D_BOMBS),
    proved('a range of 10^9', D_BOMBS),
    proved('a text that doubles', D_BOMBS),
    proved('a list that doubles', D_BOMBS),
    proved('rands() of 2 · 10^8', D_BOMBS),
    proved('a sphere of 10^6 facets around', D_BOMBS),
    proved('a sphere of 3,000 facets around', D_BOMBS),
    proved('an extrusion of 300,000 slices', D_BOMBS),
    proved('10,000 cubes in one place', D_BOMBS),
    proved('100,000 cubes', D_BOMBS),
    proved('a billion cubes', D_BOMBS),
    proved('a Minkowski sum of spheres', D_BOMBS),
    proved('a hull of 20,000 cubes', D_BOMBS),
    proved('output close to what a run may write, and beyond', D_BOMBS),
    proved('a tree of 5,000 levels', D_BOMBS),
    proved('a heap of JavaScript that is full', D_LOAD),
    proved('an abort of the process', D_LOAD),
    proved('several bombs at a time', D_LOAD),
    // E. Geometry and pictures, from 65
    proved('sizes that are not finite', E_SOLIDS),
    proved('a polyhedron of NaN', E_SOLIDS),
    proved('meshes that are no solids', E_SOLIDS),
    proved('models of 1e-12 and 1e12 mm', E_PICTURES),
    proved('the tiny beside the huge', E_PICTURES),
    proved('sizes of pictures that are none', E_PICTURES),
    proved('the largest pictures', E_PICTURES),
    proved('cameras that see nothing', E_PICTURES),
    proved('a mesh of a million triangles', E_PICTURES),
    proved('drawings asked for as solids, and solids as drawings', E_PICTURES),
    proved('text without a font', E_PICTURES),
    proved('colours that are none', E_PICTURES),
    proved('the same input twice, on one thread and several', E_PICTURES),
    // F. Imported assets, from 78
    proved('STL that announces more than it has', F),
    proved('STL with a name of a megabyte, cut off', F),
    proved('STL with numbers that are not finite', F),
    proved('damaged DXF', F),
    proved('comments that do not end', F),
    proved('XML entity bombs', F),
    proved('external entities', F),
    proved('ZIP bombs and what else packages can hold', F),
    proved('maps of heights that are too large or damaged', F),
    proved('indices out of range', F),
    proved('writing 3MF', F),
    // G. Pool and worker life, from 89
    proved('a worker that exits', G),
    proved('a worker that throws after its answer', G),
    proved('a rejection in a worker that nobody heard', G),
    proved('a worker that prints to stdout', G),
    proved('a worker that answers in another shape', G),
    proved('a missing or damaged WASM file', G),
    proved('cancelling before, while and after a call runs', G),
    proved('a storm of cancellations', G),
    proved('cancelling one of several equal calls', G),
    proved('a full queue', G),
    proved('a burst after threads were let go', G),
    proved('a clock that jumps, and a deadline of a millisecond', G),
    proved('a thousand renders one after the other', G),
    // H. Cache and Redis, from 102
    proved('Redis down at the start', H),
    proved('Redis that goes down during a render', H),
    proved('Redis that comes back', H),
    proved('slow Redis', H),
    proved('Redis that is full, read-only, loading, or wants another password', H),
    proved('damaged and foreign values in the cache', H),
    proved('cache keys that are made to collide', H),
    proved('fifty equal requests at a time', H),
    proved('errors that are kept, and errors that are not', H),
    notApplicable('a queue that hangs when Redis is down', NO_QUEUE),
    notApplicable('a remote worker that dies during a job', NO_QUEUE),
    notApplicable('two jobs of one id', NO_QUEUE),
    notApplicable('a result that is evicted before it is read', NO_QUEUE),
    notApplicable('a job that kills every worker', NO_QUEUE),
    notApplicable('server and worker of different versions', NO_QUEUE),
    notApplicable('cancelling a job of a remote worker', NO_QUEUE),
    proved('guessing the id of somebody else’s artifact', H),
    // I. Disk and process, from 119
    proved('a full or read-only disk', I),
    proved('a temporary folder that is deleted while the server runs', I),
    proved('no more file descriptors', I),
    proved('SIGTERM, idle and during a render', I),
    proved('a second SIGTERM', I),
    proved('a stdout that is closed', I),
    proved('a parent that dies', I),
    proved('an exception that nobody caught', I),
    proved('a hostile environment', I),
    proved('wrong settings', I),
    proved('a start with node --permission', I),
    // J. stdio, from 130
    proved('a line that is no JSON', J),
    proved('JSON that is no message', J),
    proved('a line longer than allowed', J),
    proved('UTF-8 split between chunks', J),
    proved('many messages in one chunk', J),
    proved('a request before initialize', J),
    proved('an id that is used twice', J),
    proved('cancelling an unknown call', J),
    proved('progress after the result', J),
    // K. HTTP and MCP, from 139
    proved('a foreign Host', K),
    proved('a foreign Origin', K),
    proved('spellings of an allowed host', K),
    proved('X-Forwarded-Host', K),
    proved('a body larger than allowed', K),
    proved('a compressed bomb as body', K),
    proved('a body that is no JSON', K),
    proved('JSON of 100,000 levels', K),
    proved('a batch of 1,000', K),
    proved('wrong types and methods', K),
    proved('an unknown version of the protocol', K),
    proved('headers that contradict the body', K),
    proved('wrong session ids', K),
    proved('a handle of another user', K),
    proved('slow headers and bodies', K),
    proved('10,000 idle connections', K),
    proved('a client that leaves during a render', K),
    proved('a client that reads slowly', K),
    proved('keeping a stream alive', K),
    proved('more requests than the rate allows', K),
    proved('a missing or wrong token', K),
    proved('binding all addresses without a token', K),
    proved('two clients with the same ids', K),
    proved('resource addresses that climb or are huge', K),
    proved('unknown tools and arguments', K),
    proved('order and size of the list of tools', K),
    proved('metrics and health that leak', K),
    // L. Native engine, from 166
    proved('a native binary that is missing or broken', L),
    proved('a native binary that hangs when asked for its version', L),
    proved('a native binary that hangs in a render', L),
    proved('native output that is garbage', L),
    proved('native output without an end', L),
    proved('a native memory bomb', L),
    proved('native children', L),
    proved('native files outside the staged folder', L),
    proved('the environment of a native run', L),
    proved('an old native version', L),
    proved('native flapping', L),
    proved('shell characters in native paths', L),
  ].map((entry, index) => [index + 1, entry]),
);
