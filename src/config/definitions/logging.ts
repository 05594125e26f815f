import { LOG_LEVELS } from '../../contracts/log-level.ts';
import type { DefinitionsOf } from '../setting-definition.ts';
import { oneOf, path } from '../value-schemas.ts';

/** The log. */
export const LOGGING_DEFINITIONS: DefinitionsOf<'logLevel' | 'logFile'> = {
  logLevel: {
    name: 'MCP_LOG_LEVEL',
    aliases: ['LOG_LEVEL'],
    keys: ['logging.level', 'server.log_level'],
    flag: '--debug',
    description: 'DEBUG, INFO, WARNING or ERROR; the flag is DEBUG.',
    shownDefault: 'INFO',
    schema: oneOf(LOG_LEVELS),
  },
  logFile: {
    name: 'MCP_LOG_FILE',
    aliases: ['LOG_FILE'],
    keys: ['logging.file', 'server.log_file'],
    description: 'File that the log is appended to.',
    shownDefault: 'stderr',
    isPath: true,
    schema: path,
  },
};
