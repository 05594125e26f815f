import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { ErrorCode, McpError, ReadResourceRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { PNG_BASE64 } from './fixture-media.ts';

/** Resources as they are listed. */
export const RESOURCES = [
  { uri: 'test://static-text', name: 'static-text', description: 'A text.', mimeType: 'text/plain' },
  { uri: 'test://static-binary', name: 'static-binary', description: 'A picture.', mimeType: 'image/png' },
  {
    uri: 'test://watched-resource',
    name: 'watched',
    description: 'One to subscribe to.',
    mimeType: 'text/plain',
  },
];

const CONTENTS = [
  {
    uri: 'test://static-text',
    mimeType: 'text/plain',
    text: 'This is the content of the static text resource.',
  },
  { uri: 'test://static-binary', mimeType: 'image/png', blob: PNG_BASE64 },
  { uri: 'test://watched-resource', mimeType: 'text/plain', text: 'Nothing ever happens here.' },
];

/** Lets a server answer what a resource holds. */
export function answerResources(server: Server): void {
  server.setRequestHandler(ReadResourceRequestSchema, ({ params: { uri } }) => {
    const known = CONTENTS.find(content => content.uri === uri);
    if (known !== undefined) return { contents: [known] };
    const id = /^test:\/\/template\/([^/]+)\/data$/.exec(uri)?.[1];
    if (id === undefined) throw new McpError(ErrorCode.InvalidParams, 'Resource not found', { uri });
    const text = JSON.stringify({ id, templateTest: true, data: `Data for ID: ${id}` });
    return { contents: [{ uri, mimeType: 'application/json', text }] };
  });
}
