import { AppError } from '../contracts/errors.ts';
import type { ViewedModel } from '../contracts/viewer.ts';
import { listParameters } from '../operations/list-parameters.ts';
import type { ModelArguments } from '../operations/model-arguments.ts';
import { readResource } from '../operations/read-resource.ts';
import { viewModel } from '../operations/view-model.ts';
import type { Call, Workshop } from '../operations/workshop.ts';
import { type CommandContext, type CommandResult, readModel } from './arguments.ts';
import { watchModel } from './watch-model.ts';

/** What the command cannot do by itself: talk over the network, and to the user. */
export interface ViewPorts {
  /** Serves the viewer until it is closed. @throws AppError INVALID_INPUT when the port is taken. */
  serve(options: { readonly page: string; readonly model: ViewedModel; readonly port: number }): Promise<{
    readonly url: string;
    announceChange(): void;
    close(): Promise<void>;
  }>;
  openBrowser(url: string): void;
  /** Tells the user something while the command runs. */
  say(text: string): void;
}

/** `view FILE`: shows a model in the browser, and again whenever its files change, until it is interrupted. */
export async function runView(context: CommandContext, ports: ViewPorts): Promise<CommandResult> {
  const { workshop, call, line } = context;
  const given = readModel(context);
  const port = readPort(line.port);
  const page = await workshop.readViewer();
  const server = await ports.serve({ page, model: viewedModel(workshop, given, call), port });
  try {
    ports.say(`${line.file} is shown at ${server.url}\nCtrl-C ends it.`);
    if (line.open) ports.openBrowser(server.url);
    await watchModel(workshop, given, server.announceChange, call.signal);
  } finally {
    await server.close();
  }
  return { output: 'Ended.', exitCode: 0 };
}

function readPort(text: string | null): number {
  if (text === null) return 0;
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new AppError('INVALID_INPUT', '--port takes a number up to 65535; 0 takes any free one.');
}

/** The model of the command line; what its page sets wins over what the command line set. */
function viewedModel(workshop: Workshop, given: ModelArguments, { progress }: Call): ViewedModel {
  return {
    render: (parameters, signal) => {
      const merged = { ...given, parameters: { ...given.parameters, ...parameters } };
      return viewModel(workshop, merged, { signal, progress });
    },
    listParameters: signal => listParameters(workshop, given, { signal, progress }),
    readFile: (modelId, file, signal) =>
      readResource(workshop, `openscad://models/${modelId}/${file}`, { signal, progress }),
  };
}
