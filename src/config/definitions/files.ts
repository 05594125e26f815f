import { delimiter } from 'node:path';
import * as z from 'zod';
import { LIMITS } from '../../contracts/limits.ts';
import type { DefinitionsOf } from '../setting-definition.ts';
import { path, pathList, wholeNumber, wholeNumberOf, yesOrNo } from '../value-schemas.ts';

const BYTES_PER_MB = 1024 * 1024;

const fileSizeInMb = {
  note: 'in MB',
  schema: wholeNumberOf(BYTES_PER_MB, 1, LIMITS.maxTotalBytes / BYTES_PER_MB),
};

const extensions: z.ZodType<string[]> = z
  .array(z.string().transform(extension => extension.toLowerCase()))
  .refine(list => list.every(item => /^\.[a-z0-9]+$/.test(item)), 'must be like .scad,.json,.stl')
  .refine(list => list.includes('.scad'), 'must include .scad');

/** Which files models are made of, and where files are written. */
export const FILE_DEFINITIONS: DefinitionsOf<
  | 'roots'
  | 'tempFolder'
  | 'maxFileBytes'
  | 'validateFiles'
  | 'allowedExtensions'
  | 'disableExternalIncludes'
  | 'libraryFolders'
> = {
  roots: {
    name: 'MCP_ROOTS',
    aliases: [
      'MCP_ALLOWED_PATHS',
      { name: 'ALLOWED_SCAD_PATHS', note: 'also with commas', separators: `${delimiter},` },
    ],
    keys: ['security.roots', 'security.allowed_paths'],
    flag: '--root DIR',
    description:
      'Folders that tools may read from and write to, separated by ":" (on Windows ";"). The flag is repeatable.',
    shownDefault: 'the working directory, unless it is the home directory or the root of the disk',
    isPath: true,
    separators: delimiter,
    schema: pathList,
  },
  tempFolder: {
    name: 'TEMP_DIR',
    aliases: ['MCP_TEMP_DIR', 'OPENSCAD_TEMP_DIR'],
    keys: ['server.temp_dir', 'temp_dir'],
    description: 'Folder for exported files whose path the caller left open, and other files of the server.',
    shownDefault: "openscad-mcp- and the user's number, in the system's temporary folder",
    isPath: true,
    schema: path,
  },
  maxFileBytes: {
    name: 'MAX_FILE_SIZE',
    aliases: ['MAX_SCAD_FILE_SIZE', { name: 'MCP_MAX_FILE_SIZE_MB', ...fileSizeInMb }],
    keys: ['security.max_file_size', { name: 'security.max_file_size_mb', ...fileSizeInMb }],
    description: `Largest source or asset file, in bytes (1024–${LIMITS.maxTotalBytes}).`,
    shownDefault: '10485760',
    schema: wholeNumber(1024, LIMITS.maxTotalBytes),
  },
  validateFiles: {
    name: 'ENABLE_FILE_VALIDATION',
    aliases: [],
    keys: ['security.enable_file_validation'],
    description: 'Whether files are looked at before OpenSCAD reads them.',
    shownDefault: 'true',
    schema: yesOrNo,
  },
  allowedExtensions: {
    name: 'ALLOWED_FILE_EXTENSIONS',
    aliases: [],
    keys: ['security.allowed_file_extensions'],
    description: 'Extensions of files a model may be made of, separated by commas.',
    shownDefault: '.scad, .json, and those of what import(), surface() and use <font> read',
    separators: ',',
    schema: extensions,
  },
  disableExternalIncludes: {
    name: 'DISABLE_EXTERNAL_INCLUDES',
    aliases: [],
    keys: ['security.disable_external_includes'],
    description: 'true: a model sees its own root and libraries; false: all allowed roots.',
    shownDefault: 'true',
    schema: yesOrNo,
  },
  libraryFolders: {
    name: 'OPENSCADPATH',
    aliases: [],
    keys: ['openscad.library_path'],
    description:
      'Folders with libraries, separated by ":" (on Windows ";"); they come before OpenSCAD\'s own and the bundled ones.',
    shownDefault: 'none',
    isPath: true,
    separators: delimiter,
    schema: pathList,
  },
};
