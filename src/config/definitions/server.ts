import type { DefinitionsOf } from '../setting-definition.ts';
import { TRANSPORTS } from '../settings.ts';
import { bearerToken, host, hostList, oneOf, originList, path, wholeNumber } from '../value-schemas.ts';

/** How clients reach the server, and who may. */
export const SERVER_DEFINITIONS: DefinitionsOf<
  | 'transport'
  | 'host'
  | 'port'
  | 'authToken'
  | 'tlsCertFile'
  | 'tlsKeyFile'
  | 'allowedHosts'
  | 'allowedOrigins'
  | 'rateLimit_perMinute'
> = {
  transport: {
    name: 'MCP_TRANSPORT',
    aliases: ['MCP_SERVER_TRANSPORT', 'SERVER_TRANSPORT'],
    keys: ['server.transport'],
    flag: '--transport T, --http',
    description: 'stdio or http.',
    shownDefault: 'stdio',
    schema: oneOf(TRANSPORTS),
  },
  host: {
    name: 'MCP_SERVER_HOST',
    aliases: ['MCP_HOST', 'SERVER_HOST'],
    keys: ['server.host'],
    flag: '--host H',
    description: 'HTTP: name or address to listen on. Anything but the loopback interface needs a token.',
    shownDefault: '127.0.0.1',
    schema: host,
  },
  port: {
    name: 'MCP_SERVER_PORT',
    aliases: ['MCP_PORT', 'SERVER_PORT'],
    keys: ['server.port'],
    flag: '--port N',
    description: 'HTTP: port to listen on (0–65535); 0 takes any free one.',
    shownDefault: '3000',
    schema: wholeNumber(0, 65_535),
  },
  authToken: {
    name: 'MCP_AUTH_TOKEN',
    aliases: [],
    keys: ['security.auth_token'],
    description: 'HTTP: the bearer token that clients have to present.',
    shownDefault: 'none',
    isSecret: true,
    schema: bearerToken,
  },
  tlsCertFile: {
    name: 'MCP_TLS_CERT',
    aliases: [],
    keys: ['security.tls_cert'],
    description: 'HTTP: PEM file with the certificate and its chain.',
    shownDefault: 'none',
    isPath: true,
    schema: path,
  },
  tlsKeyFile: {
    name: 'MCP_TLS_KEY',
    aliases: [],
    keys: ['security.tls_key'],
    description: "HTTP: PEM file with the certificate's private key.",
    shownDefault: 'none',
    isPath: true,
    schema: path,
  },
  allowedHosts: {
    name: 'MCP_ALLOWED_HOSTS',
    aliases: [],
    keys: ['security.allowed_hosts'],
    description: 'HTTP: names that requests may be addressed to besides localhost, separated by commas.',
    shownDefault: 'none',
    separators: ',',
    schema: hostList,
  },
  allowedOrigins: {
    name: 'MCP_ALLOWED_ORIGINS',
    aliases: [],
    keys: ['security.allowed_origins'],
    description:
      'HTTP: web origins whose pages may call, besides pages of the very host and port that the server answers at, separated by commas.',
    shownDefault: 'none',
    separators: ',',
    schema: originList,
  },
  rateLimit_perMinute: {
    name: 'MCP_RATE_LIMIT',
    aliases: [],
    keys: ['security.rate_limit'],
    description: 'HTTP: calls a minute of one client (0–100000); 0 is no limit.',
    shownDefault: '60 over HTTP',
    schema: wholeNumber(0, 100_000),
  },
};
