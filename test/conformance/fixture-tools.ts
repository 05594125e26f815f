import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { CallToolRequestSchema, type ServerNotification } from '@modelcontextprotocol/sdk/types.js';
import { PNG_BASE64, WAV_BASE64 } from './fixture-media.ts';

const pause = () => new Promise(resolve => setTimeout(resolve, 50));

const text = (words: string) => ({ type: 'text' as const, text: words });
const image = { type: 'image' as const, data: PNG_BASE64, mimeType: 'image/png' };
const audio = { type: 'audio' as const, data: WAV_BASE64, mimeType: 'audio/wav' };
const resource = (uri: string, mimeType: string, content: string) => ({
  type: 'resource' as const,
  resource: { uri, mimeType, text: content },
});

/** Tools that answer the same each time. */
const CONTENT = {
  test_simple_text: [text('This is a simple text response for testing.')],
  test_image_content: [image],
  test_audio_content: [audio],
  test_embedded_resource: [
    resource('test://embedded-resource', 'text/plain', 'This is an embedded resource content.'),
  ],
  test_multiple_content_types: [
    text('Multiple content types test:'),
    image,
    resource(
      'test://mixed-content-resource',
      'application/json',
      JSON.stringify({ test: 'data', value: 123 }),
    ),
  ],
};

/** Tools that report what they do while they do it. */
const REPORTING = ['test_tool_with_logging', 'test_tool_with_progress'];

/** The names of all tools. */
export const TOOL_NAMES = [...Object.keys(CONTENT), ...REPORTING, 'test_error_handling'];

/** Lets a server answer calls of the tools. */
export function answerTools(server: Server): void {
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, { _meta, sendNotification }) => {
    const { name } = params;
    if (name === 'test_error_handling') {
      return { isError: true, content: [text('This tool intentionally returns an error for testing')] };
    }
    if (REPORTING.includes(name)) {
      const reports =
        name === 'test_tool_with_logging' ? logReports() : progressReports(_meta?.progressToken);
      for (const report of reports) {
        await sendNotification(report);
        await pause();
      }
      return { content: [text('done')] };
    }
    const content = Object.entries(CONTENT).find(([known]) => known === name)?.[1];
    return content === undefined ? { isError: true, content: [text(`There is no ${name}.`)] } : { content };
  });
}

function logReports(): ServerNotification[] {
  return ['Tool execution started', 'Tool processing data', 'Tool execution completed'].map(data => ({
    method: 'notifications/message',
    params: { level: 'info', data },
  }));
}

function progressReports(progressToken: string | number | undefined): ServerNotification[] {
  if (progressToken === undefined) return [];
  return [0, 50, 100].map(progress => ({
    method: 'notifications/progress',
    params: { progressToken, progress, total: 100 },
  }));
}
