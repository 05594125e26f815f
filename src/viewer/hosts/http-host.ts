import { encodeBase64 } from './base64.ts';
import type { HostEvents, ModelHost, SavedFile } from './model-host.ts';
import { type Report, readReport } from './results.ts';
import { saveByLink } from './save-by-link.ts';

/** The server that `view FILE` starts. Its token is in the address of the page and of everything asked. */
export class HttpHost implements ModelHost {
  readonly toggleFullscreen = null;
  readonly #token: string;
  #rendering = new AbortController();

  constructor(token: string) {
    this.#token = token;
  }

  async start(events: HostEvents): Promise<void> {
    const dark = window.matchMedia('(prefers-color-scheme: dark)');
    const tellTheme = () => events.onTheme(dark.matches ? 'dark' : 'light');
    dark.addEventListener('change', tellTheme);
    tellTheme();
    const stream = new EventSource(this.#address('/events', {}));
    let wasLost = false;
    stream.addEventListener('change', () => events.onChange());
    stream.addEventListener('error', () => {
      wasLost = true;
      events.onTrouble('The server has ended. Start `openscad-mcp-server view` again.');
    });
    stream.addEventListener('open', () => {
      // What changed meanwhile nobody told.
      if (wasLost) events.onChange();
      wasLost = false;
    });
    events.onChange();
  }

  async render(parameters: Readonly<Record<string, unknown>>): Promise<Report> {
    this.#rendering.abort();
    this.#rendering = new AbortController();
    const { signal } = this.#rendering;
    const body = JSON.stringify({ parameters });
    const response = await fetch(this.#address('/render', {}), { method: 'POST', body, signal });
    return readReport(await response.json());
  }

  async listParameters(): Promise<unknown> {
    return (await fetch(this.#address('/parameters', {}))).json();
  }

  async readFile(modelId: string, file: string, onProgress: (bytes: number) => void): Promise<Uint8Array> {
    const response = await fetch(this.#address('/file', { model: modelId, file }));
    if (!response.ok) throw new Error(readReport(await response.json()).summary);
    const bytes = new Uint8Array(await response.arrayBuffer());
    onProgress(bytes.length);
    return bytes;
  }

  async saveModelFile(modelId: string, file: string, name: string): Promise<void> {
    const address = this.#address('/file', { model: modelId, file, name });
    // Asked first: a link would save the message of an error as the file.
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(readReport(await answer.json()).summary);
    await answer.body?.cancel();
    saveByLink(address, name);
  }

  async saveFile({ name, mimeType, bytes }: SavedFile): Promise<void> {
    saveByLink(`data:${mimeType};base64,${encodeBase64(bytes)}`, name);
  }

  #address(path: string, query: Readonly<Record<string, string>>): string {
    return `${path}?${new URLSearchParams({ ...query, token: this.#token })}`;
  }
}
