import { existsSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';

/** Where OpenSCAD sees the parts of a staged model; absolute. */
export interface Layout {
  readonly model: string;
  readonly libraries: string;
  readonly fonts: string;
  /** The only folder it may write to. */
  readonly out: string;
}

/** The layout inside the sandbox. */
export const ENCLOSED_LAYOUT: Layout = {
  model: '/model',
  libraries: '/libraries',
  fonts: '/fonts',
  out: '/out',
};

/** A folder of the machine with a staged model in it. */
export interface StagedFolders extends Layout {
  /** Files that the model names by absolute paths, under the whole path each. */
  readonly absolute: string;
  readonly absoluteFiles: readonly string[];
}

/** Programs of the system that bound others; null for one that is not there. */
export interface SystemPrograms {
  /** Bubblewrap: runs a program in namespaces of its own. */
  readonly bwrap: string | null;
  /** Of util-linux: runs a program under resource limits. */
  readonly prlimit: string | null;
}

/** Bounds that the kernel keeps. */
export interface ProcessLimits {
  /** Of address space. */
  readonly memoryBytes: number;
  readonly fileBytes: number;
  /** Of all threads together. */
  readonly cpu_s: number;
}

/** Folders of programs, on Debian and others, and on NixOS. */
const PROGRAM_FOLDERS = ['/usr/bin', '/bin', '/usr/local/bin', '/run/current-system/sw/bin'];

/** What programs and their libraries are made of, read only. */
const SYSTEM_FOLDERS = [
  '/usr',
  '/bin',
  '/sbin',
  '/lib',
  '/lib32',
  '/lib64',
  '/nix/store',
  '/gnu/store',
  '/etc/ld.so.cache',
  '/etc/ld.so.conf',
  '/etc/ld.so.conf.d',
  '/etc/alternatives',
];

/** Folders with programs and their data below them. */
const PREFIXES = ['/usr', '/usr/local'];

/** Settings and sources of this machine's own, which no program needs. */
const PRIVATE_FOLDERS = ['/usr/local/etc', '/usr/local/src', '/usr/src'];

/** What a model cannot bring files for: the sandbox has something else there. */
const TAKEN_TOP = new Set(
  [...SYSTEM_FOLDERS, '/proc', '/dev', ...Object.values(ENCLOSED_LAYOUT)].map(path => path.split('/')[1]),
);

/**
 * Processes and threads that may exist inside: OpenSCAD has a handful of threads and starts no program. The kernel
 * does not hold the super-user to it.
 */
const MAX_PROCESSES = 64;

/** Seconds between SIGXCPU and SIGKILL. */
const CPU_GRACE_S = 10;

/** What the program and its libraries take of the address space themselves; OpenSCAD 2021.01 needs 128 MB. */
const PROGRAM_BYTES = 256 * 1024 * 1024;

/** Looks for the programs that enclose others; they exist on Linux. */
export function findSystemPrograms(platform: NodeJS.Platform = process.platform): SystemPrograms {
  if (platform !== 'linux') return { bwrap: null, prlimit: null };
  const find = (name: string) =>
    PROGRAM_FOLDERS.map(folder => join(folder, name)).find(path => existsSync(path)) ?? null;
  return { bwrap: find('bwrap'), prlimit: find('prlimit') };
}

/** Whether the sandbox has room for a file at an absolute path. */
export function canBeEnclosed(path: string): boolean {
  return posix.normalize(path) === path && !TAKEN_TOP.has(path.split('/')[1]);
}

/** A command line under the limits of the system. Without `prlimit` there are none. */
export function limitProcess(
  prlimit: string | null,
  { memoryBytes, fileBytes, cpu_s }: ProcessLimits,
  argv: readonly [string, ...string[]],
  isEnclosed: boolean,
): [string, ...string[]] {
  if (prlimit === null) return [...argv];
  return [
    prlimit,
    `--as=${memoryBytes + PROGRAM_BYTES}`,
    `--fsize=${fileBytes}`,
    // At the second bound comes SIGKILL, which would pass for a lack of memory.
    `--cpu=${cpu_s}:${cpu_s + CPU_GRACE_S}`,
    '--core=0',
    // Outside of a sandbox everything else that the user runs would count, too.
    ...(isEnclosed ? [`--nproc=${MAX_PROCESSES}`] : []),
    '--',
    ...argv,
  ];
}

/**
 * A command line inside a sandbox: no network, no other process, of the disk only programs and the staged model,
 * and one folder to write to. Killing the sandbox kills everything in it.
 *
 * @param binary OpenSCAD, wherever it is.
 * @param staged null to try whether the program runs at all.
 */
export function encloseProcess(
  bwrap: string,
  binary: string,
  staged: StagedFolders | null,
  argv: readonly [string, ...string[]],
): [string, ...string[]] {
  const readOnly = (path: string) => ['--ro-bind-try', path, path];
  return [
    bwrap,
    '--unshare-all',
    '--die-with-parent',
    '--cap-drop',
    'ALL',
    '--hostname',
    'sandbox',
    ...SYSTEM_FOLDERS.flatMap(readOnly),
    '--proc',
    '/proc',
    '--dev',
    '/dev',
    ...bindBinary(binary).flatMap(readOnly),
    ...hiddenFolders(binary).flatMap(path => ['--tmpfs', path]),
    ...(staged === null ? [] : bindModel(staged)),
    '--remount-ro',
    '/',
    '--chdir',
    staged === null ? '/' : ENCLOSED_LAYOUT.model,
    '--',
    ...argv,
  ];
}

function bindModel({ model, libraries, fonts, out, absolute, absoluteFiles }: StagedFolders): string[] {
  return [
    '--ro-bind',
    model,
    ENCLOSED_LAYOUT.model,
    '--ro-bind',
    libraries,
    ENCLOSED_LAYOUT.libraries,
    '--ro-bind',
    fonts,
    ENCLOSED_LAYOUT.fonts,
    '--bind',
    out,
    ENCLOSED_LAYOUT.out,
    ...absoluteFiles.flatMap(path => ['--ro-bind', join(absolute, path), path]),
  ];
}

/** A binary outside of the system's folders, with the libraries and data that were unpacked with it, if they were. */
function bindBinary(binary: string): string[] {
  if (binary.startsWith('/usr/')) return [];
  const prefix = dirname(dirname(binary));
  const data = dataFolder(prefix);
  // A folder `lib` beside somebody's own programs may hold anything.
  return existsSync(data) ? [binary, join(prefix, 'lib'), data] : [binary];
}

/**
 * What is not to be seen of what is bound: the libraries that come with OpenSCAD, as a model sees those that were
 * staged, of which its id is made, and {@link PRIVATE_FOLDERS}.
 */
function hiddenFolders(binary: string): string[] {
  const prefixes = new Set([...PREFIXES, dirname(dirname(binary))]);
  const libraries = [...prefixes].map(prefix => join(dataFolder(prefix), 'libraries'));
  return [...libraries, ...PRIVATE_FOLDERS].filter(path => existsSync(path));
}

function dataFolder(prefix: string): string {
  return join(prefix, 'share', 'openscad');
}
