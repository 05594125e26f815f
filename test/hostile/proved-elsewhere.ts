/** A fault that a test of another folder tries already. */
export interface ProvedElsewhere {
  /** In the catalogue of hostile inputs and faults. */
  readonly id: number;
  /** Below `test/`. */
  readonly file: string;
  /** The test's title, as its file writes it. */
  readonly title: string;
}

const POOL = 'worker/thread-pool.test.ts';
const SHARED = 'worker/shared-work.test.ts';
const REDIS = 'integration/cache-redis.test.ts';
const LIFE = 'e2e/lifecycle.test.ts';
const HTTP = 'e2e/http.test.ts';
const REQUESTS = 'unit/transports/http/requests.test.ts';
const CALLS = 'unit/transports/http/calls.test.ts';
const CONNECTIONS = 'unit/transports/http/connections.test.ts';
const HOSTS = 'unit/transports/http/host-guard.test.ts';
const ORIGINS = 'unit/transports/http/origin-guard.test.ts';
const BEARER = 'unit/transports/http/bearer-guard.test.ts';
const LIMITS = 'unit/transports/http/limits.test.ts';
const FAKES = 'integration/native-fakes.test.ts';
const NATIVE = 'integration/native-engine.test.ts';
const NATIVE_SERVER = 'e2e/native.test.ts';

/** Rows of the catalogue that are tried where the part that they are about is tested. */
export const PROVED_ELSEWHERE: readonly ProvedElsewhere[] = [
  { id: 89, file: POOL, title: 'survives a worker that is told to %s' },
  { id: 90, file: POOL, title: 'survives a thread that dies without a job, and says so' },
  { id: 93, file: POOL, title: 'survives a worker that is told to %s' },
  { id: 94, file: 'integration/assets.test.ts', title: 'are refused when one bit of %s is wrong' },
  {
    id: 94,
    file: 'e2e/doctor.test.ts',
    title: 'finds a bundled file that is damaged, and a render that fails for it',
  },
  { id: 95, file: POOL, title: 'withdraws a job that still waits without touching the one that runs' },
  { id: 96, file: LIFE, title: 'of a storm of calls leaves the server well' },
  { id: 97, file: SHARED, title: 'do without the first when it gives up or its time is up' },
  {
    id: 97,
    file: SHARED,
    title: 'end the thread when the last of them gives up, and leave the next call well',
  },
  { id: 98, file: LIFE, title: 'refuses at once and says that it is worth another try' },
  { id: 98, file: POOL, title: 'refuses what is beyond its bound at once, and takes jobs again afterwards' },
  { id: 99, file: POOL, title: 'starts threads again after they were let go' },
  { id: 101, file: 'e2e/soak.test.ts', title: 'stays as large as it was' },
  { id: 102, file: REDIS, title: 'stay in memory while there is no server, and it is said once' },
  {
    id: 102,
    file: 'worker/check-health.test.ts',
    title: 'is degraded, not unhealthy, without a tier of the cache, also one that hangs',
  },
  {
    id: 103,
    file: 'worker/shared-models.test.ts',
    title: 'answer every call while the Redis stalls, garbles, dies and comes back',
  },
  { id: 104, file: REDIS, title: 'are found again after the server was killed and has come back' },
  {
    id: 105,
    file: 'unit/cache/guarded-blobs.test.ts',
    title: 'that hangs costs one lookup a quarter of a second, and the others nothing',
  },
  { id: 105, file: REDIS, title: 'are passed over while the server is %s, and found once it is well' },
  { id: 106, file: REDIS, title: 'are not kept by a server that %s, which harms nobody' },
  { id: 106, file: REDIS, title: 'are not had without the password, which no log mentions' },
  { id: 107, file: REDIS, title: 'are never made of garbled bytes (one of %i)' },
  {
    id: 107,
    file: 'unit/cache/tiered-models.test.ts',
    title: 'are a miss when their files are damaged, which are removed then',
  },
  { id: 109, file: SHARED, title: 'are evaluated and drawn once, fifty of them' },
  { id: 110, file: SHARED, title: 'never share a fault of the server' },
  { id: 110, file: SHARED, title: 'share what is wrong with a model' },
  {
    id: 118,
    file: HTTP,
    title: 'tells nobody which models others have, and lets those who know one read it',
  },
  {
    id: 119,
    file: 'unit/project/artifact-folder.test.ts',
    title: 'on a full disk refuses a file and leaves no draft of it',
  },
  {
    id: 119,
    file: 'e2e/log.test.ts',
    title: 'goes to stderr, after one warning, when the file cannot be written; calls are none the worse',
  },
  {
    id: 120,
    file: 'unit/project/artifact-folder.test.ts',
    title: 'is made anew when somebody deletes it, even at that moment',
  },
  { id: 122, file: LIFE, title: 'comes within 2 s when %s during a render' },
  { id: 122, file: 'e2e/serve-http.test.ts', title: 'during a render lets it end, and then the process' },
  { id: 123, file: 'e2e/serve-http.test.ts', title: 'a second time ends the render and the process at once' },
  {
    id: 123,
    file: 'unit/transports/shutdown.test.ts',
    title: 'ask at first and hurry afterwards, whichever they are',
  },
  { id: 124, file: LIFE, title: 'comes within 2 s when %s during a render' },
  { id: 125, file: LIFE, title: 'leaves no process behind' },
  { id: 126, file: 'e2e/log.test.ts', title: 'by %s is logged, fails the calls under way and exits with 1' },
  {
    id: 128,
    file: 'unit/config/every-setting.test.ts',
    title: 'are judged together, in one message that names every problem and no secret',
  },
  { id: 129, file: 'e2e/permission.test.ts', title: 'renders, exports, and finds nothing else' },
  {
    id: 129,
    file: 'worker/thread-rights.test.ts',
    title: 'that %s finds no file, program, thread or secret',
  },
  {
    id: 139,
    file: HOSTS,
    title: 'refuses a name that a stranger turned to it, whatever a proxy is said to say',
  },
  { id: 140, file: ORIGINS, title: 'refuses a page it does not know, before it looks at the token' },
  { id: 141, file: HOSTS, title: 'answers to its own names' },
  { id: 141, file: HOSTS, title: 'is never accepted because it contains an accepted one' },
  {
    id: 142,
    file: HOSTS,
    title: 'refuses a name that a stranger turned to it, whatever a proxy is said to say',
  },
  { id: 143, file: REQUESTS, title: 'that comes in pieces of unknown number is not read beyond the limit' },
  { id: 144, file: REQUESTS, title: 'may not be compressed with %s' },
  { id: 146, file: REQUESTS, title: 'nested too deeply is refused, however deep' },
  { id: 147, file: REQUESTS, title: 'that is a batch is refused' },
  { id: 149, file: REQUESTS, title: 'of an unknown protocol version is refused' },
  { id: 151, file: CALLS, title: 'gives each client a session of its own, which binds it to nothing' },
  {
    id: 152,
    file: HTTP,
    title: 'tells nobody which models others have, and lets those who know one read it',
  },
  { id: 153, file: CONNECTIONS, title: 'that sends its body a byte at a time is closed after a while' },
  { id: 154, file: CONNECTIONS, title: 'is not accepted beyond the number of them, until others close' },
  { id: 155, file: HTTP, title: 'frees its thread within a second when the client goes away' },
  { id: 156, file: CONNECTIONS, title: 'is left after a while, and its place is free' },
  { id: 157, file: CALLS, title: 'comes as events that proxies neither keep nor hold back' },
  { id: 157, file: CALLS, title: 'that takes its time says so in between' },
  { id: 158, file: LIMITS, title: 'says when to come back, as HTTP and as JSON-RPC' },
  { id: 158, file: LIMITS, title: 'is one for all servers, and each has its own while Redis is gone' },
  { id: 159, file: BEARER, title: 'answers others with 401, except whether it lives' },
  { id: 159, file: BEARER, title: 'neither logs the token nor hands it to a tool' },
  { id: 160, file: BEARER, title: 'starts with one, and warns where it goes in clear text' },
  {
    id: 161,
    file: HTTP,
    title: 'gives each of several clients its own, when all count their requests alike',
  },
  { id: 161, file: CALLS, title: 'goes to whom it is for, whatever ids others use at the same time' },
  { id: 166, file: FAKES, title: 'is missing' },
  { id: 166, file: FAKES, title: 'is not executable' },
  { id: 166, file: FAKES, title: 'is for another processor' },
  { id: 166, file: NATIVE_SERVER, title: 'is a warning where it is only to help out' },
  { id: 167, file: FAKES, title: 'hangs when asked for its version, which is waited for 3 s' },
  { id: 168, file: FAKES, title: 'hangs with children that ignore being asked to stop' },
  { id: 168, file: NATIVE, title: 'ends at the deadline' },
  { id: 169, file: FAKES, title: 'writes garbage' },
  { id: 170, file: FAKES, title: 'floods both streams' },
  { id: 170, file: FAKES, title: 'writes a file without an end' },
  { id: 171, file: NATIVE, title: 'ends for the memory that it is given' },
  { id: 171, file: FAKES, title: 'says that memory is out' },
  { id: 172, file: FAKES, title: 'starts ever more processes' },
  { id: 172, file: FAKES, title: 'leaves children behind that hold its streams' },
  { id: 172, file: FAKES, title: 'a child that leaves its group dies as well' },
  { id: 173, file: NATIVE, title: 'sees no file of the machine in the sandbox' },
  { id: 173, file: NATIVE, title: 'an absolute path' },
  { id: 173, file: FAKES, title: 'writes a link to a file that is not its own' },
  { id: 174, file: FAKES, title: 'sees nothing of the environment' },
  { id: 175, file: FAKES, title: 'is too old' },
  { id: 175, file: NATIVE_SERVER, title: 'shares no id and no cache with the bundled one' },
  {
    id: 176,
    file: NATIVE_SERVER,
    title: 'is set aside when it crashes again and again, and the bundled one answers',
  },
  { id: 177, file: NATIVE, title: 'reads files with odd names beside the model' },
  {
    id: 177,
    file: NATIVE,
    title: 'takes values from outside, also those that a shell would take for something else',
  },
];
