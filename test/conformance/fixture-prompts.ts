import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import {
  ErrorCode,
  GetPromptRequestSchema,
  McpError,
  type PromptMessage,
} from '@modelcontextprotocol/sdk/types.js';
import { PNG_BASE64 } from './fixture-media.ts';

const required = (name: string) => ({ name, description: `Any ${name}.`, required: true });

/** Prompts as they are listed. */
export const PROMPTS = [
  { name: 'test_simple_prompt', description: 'One message.' },
  {
    name: 'test_prompt_with_arguments',
    description: 'One message with two arguments in it.',
    arguments: [required('arg1'), required('arg2')],
  },
  {
    name: 'test_prompt_with_embedded_resource',
    description: 'A resource and a message.',
    arguments: [required('resourceUri')],
  },
  { name: 'test_prompt_with_image', description: 'A picture and a message.' },
];

/** Lets a server answer what a prompt says. */
export function answerPrompts(server: Server): void {
  server.setRequestHandler(GetPromptRequestSchema, ({ params }) => {
    const contents = toContents(params.name, params.arguments ?? {});
    return { messages: contents.map((content): PromptMessage => ({ role: 'user', content })) };
  });
}

function toContents(name: string, values: Readonly<Record<string, string>>): PromptMessage['content'][] {
  switch (name) {
    case 'test_simple_prompt':
      return [text('This is a simple prompt for testing.')];
    case 'test_prompt_with_arguments':
      return [text(`Prompt with arguments: arg1='${values.arg1}', arg2='${values.arg2}'`)];
    case 'test_prompt_with_embedded_resource': {
      const content = 'Embedded resource content for testing.';
      const resource = { uri: values.resourceUri, mimeType: 'text/plain', text: content };
      return [{ type: 'resource', resource }, text('Please process the embedded resource above.')];
    }
    case 'test_prompt_with_image':
      return [
        { type: 'image', data: PNG_BASE64, mimeType: 'image/png' },
        text('Please analyze the image above.'),
      ];
    default:
      throw new McpError(ErrorCode.InvalidParams, `There is no ${name}.`);
  }
}

function text(words: string) {
  return { type: 'text' as const, text: words };
}
