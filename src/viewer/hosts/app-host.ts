import { FILE_PART_BYTES, MESH_META_KEY } from '../../contracts/viewer.ts';
import { decodeBase64, encodeBase64 } from './base64.ts';
import { applyHostContext, readTheme } from './host-context.ts';
import type { HostEvents, ModelHost, SavedFile } from './model-host.ts';
import { PageRpc } from './page-rpc.ts';
import { fieldOf, isRecord, listOf, type Report, readReport, textOf } from './results.ts';
import { saveByLink } from './save-by-link.ts';

/** The version of MCP Apps (SEP-1865) that this page speaks. */
const APPS_VERSION = '2026-01-26';

/** A picture nobody looks at: the viewer draws by itself, and the tool draws at least this. */
const SMALLEST_PICTURE = { views: ['iso'], width_px: 64, height_px: 64 } as const;

/** Media types of files that are saved, by extension. */
const MIME_TYPES: Readonly<Record<string, string>> = {
  stl: 'model/stl',
  '3mf': 'model/3mf',
  glb: 'model/gltf-binary',
  svg: 'image/svg+xml',
  dxf: 'image/vnd.dxf',
  pdf: 'application/pdf',
  scad: 'application/x-openscad',
};

/** The MCP client around this page: an MCP App talks to its server through it. */
export class AppHost implements ModelHost {
  #rpc: PageRpc | null = null;
  #capabilities: unknown = {};
  #context: Readonly<Record<string, unknown>> = {};
  /** The model of the conversation; values set here are set on top of it. */
  #modelId: string | null = null;
  toggleFullscreen: (() => Promise<void>) | null = null;

  async start(events: HostEvents): Promise<void> {
    const rpc = new PageRpc({
      request: method => (method === 'ping' || method === 'ui/resource-teardown' ? {} : undefined),
      notify: (method, params) => this.#hear(method, params, events),
    });
    this.#rpc = rpc;
    const answer = await rpc.request('ui/initialize', {
      protocolVersion: APPS_VERSION,
      appInfo: { name: 'openscad-viewer', version: '1' },
      appCapabilities: { availableDisplayModes: ['inline', 'fullscreen'] },
    });
    this.#capabilities = fieldOf(answer, 'hostCapabilities');
    this.#changeContext(fieldOf(answer, 'hostContext'), events);
    if (listOf(this.#context, 'availableDisplayModes').includes('fullscreen')) {
      this.toggleFullscreen = () => this.#toggleFullscreen();
    }
    rpc.notify('ui/notifications/initialized', {});
    this.#tellSize();
  }

  async render(parameters: Readonly<Record<string, unknown>>): Promise<Report> {
    const result = await this.#callTool('render_model', { parameters, ...SMALLEST_PICTURE });
    const report = readReport(fieldOf(result, 'structuredContent'));
    if (report.ok && fieldOf(this.#capabilities, 'updateModelContext') !== undefined) {
      const values = JSON.stringify(parameters);
      const text = `In the viewer the user set ${values}; that model is ${report.modelId}. ${report.summary}`;
      await this.#ask('ui/update-model-context', { content: [{ type: 'text', text }] }).catch(() => {});
    }
    return report;
  }

  async listParameters(): Promise<unknown> {
    return fieldOf(await this.#callTool('list_parameters', {}), 'structuredContent');
  }

  async readFile(modelId: string, file: string, onProgress: (bytes: number) => void): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    let length = 0;
    for (;;) {
      const uri = `openscad://models/${modelId}/${file}?part=${parts.length}`;
      const [content] = listOf(await this.#ask('resources/read', { uri }), 'contents');
      const part = decodeBase64(textOf(content, 'blob') ?? '');
      parts.push(part);
      length += part.length;
      onProgress(length);
      if (part.length < FILE_PART_BYTES) return join(parts, length);
    }
  }

  async saveModelFile(modelId: string, file: string, name: string): Promise<void> {
    const extension = name.slice(name.lastIndexOf('.') + 1);
    const mimeType = MIME_TYPES[extension] ?? 'application/octet-stream';
    await this.saveFile({ name, mimeType, bytes: await this.readFile(modelId, file, () => {}) });
  }

  async saveFile({ name, mimeType, bytes }: SavedFile): Promise<void> {
    const blob = encodeBase64(bytes);
    if (fieldOf(this.#capabilities, 'downloadFile') === undefined) {
      saveByLink(`data:${mimeType};base64,${blob}`, name);
      return;
    }
    const resource = { uri: `file:///${name}`, mimeType, blob };
    const answer = await this.#ask('ui/download-file', { contents: [{ type: 'resource', resource }] });
    if (fieldOf(answer, 'isError') === true) throw new Error('The host did not save the file.');
  }

  #callTool(name: string, args: object): Promise<unknown> {
    if (this.#modelId === null) throw new Error('There is no model yet.');
    return this.#ask('tools/call', { name, arguments: { model_id: this.#modelId, ...args } });
  }

  #ask(method: string, params: object): Promise<unknown> {
    if (this.#rpc === null) throw new Error('The host has not been asked yet.');
    return this.#rpc.request(method, params);
  }

  #hear(method: string, params: unknown, events: HostEvents): void {
    if (method === 'ui/notifications/host-context-changed') this.#changeContext(params, events);
    if (method === 'ui/notifications/tool-cancelled') events.onTrouble('The call was cancelled.');
    if (method !== 'ui/notifications/tool-result') return;
    const report = readReport(fieldOf(params, 'structuredContent'));
    this.#modelId = report.modelId ?? null;
    const mesh = textOf(fieldOf(params, '_meta'), MESH_META_KEY);
    events.onReport(report, mesh === undefined ? null : decodeBase64(mesh));
  }

  #changeContext(changes: unknown, events: HostEvents): void {
    if (isRecord(changes)) this.#context = { ...this.#context, ...changes };
    applyHostContext(this.#context);
    const theme = readTheme(this.#context);
    if (theme !== null) events.onTheme(theme);
    this.#tellSize();
  }

  #tellSize(): void {
    const { width, height } = document.documentElement.getBoundingClientRect();
    this.#rpc?.notify('ui/notifications/size-changed', {
      width: Math.ceil(width),
      height: Math.ceil(height),
    });
  }

  async #toggleFullscreen(): Promise<void> {
    const mode = this.#context.displayMode === 'fullscreen' ? 'inline' : 'fullscreen';
    const answer = await this.#ask('ui/request-display-mode', { mode });
    this.#context = { ...this.#context, displayMode: textOf(answer, 'mode') ?? mode };
    applyHostContext(this.#context);
    this.#tellSize();
  }
}

function join(parts: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
