import type { Browser, FrameLocator, Page } from 'playwright-core';
import type { ConnectedClient } from './server.ts';

/** A page that plays the host of an MCP App, and the app in it. */
export interface AppPage {
  readonly page: Page;
  readonly app: FrameLocator;
  /** What went wrong on the page: errors, and what its policy did not let it do. */
  readonly faults: readonly string[];
  /** What the app asked the host for: method and parameters. */
  readonly asked: readonly { readonly method: string; readonly params: Record<string, unknown> }[];
  /** Characters of the largest answer that the host passed on. */
  largestAnswer(): number;
  /** Tells the app of a change, as a host does when the user changes its theme. */
  notify(method: string, params: object): Promise<void>;
  close(): Promise<void>;
}

/** How a host wants its app. */
export interface AppHostOptions {
  readonly theme?: 'light' | 'dark';
  readonly width_px?: number;
  readonly height_px?: number;
  /** Whether it passes on reading of resources, as most hosts do. */
  readonly readsResources?: boolean;
}

/** The strictest policy a host gives an app that asks for nothing; the app's frame inherits it. */
const POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:";

/** The other end of the app: answers its requests and passes on those to the server. */
const HOST_SCRIPT = `
  const frame = document.querySelector('iframe');
  const send = message => frame.contentWindow.postMessage({ jsonrpc: '2.0', ...message }, '*');
  window.notifyApp = (method, params) => send({ method, params });
  window.addEventListener('message', async ({ source, data }) => {
    if (source !== frame.contentWindow || data.method === undefined) return;
    const answer = await window.hostHears(data.method, data.params ?? {});
    if (data.id !== undefined) send({ id: data.id, ...answer });
    if (data.method === 'ui/notifications/initialized') {
      for (const [method, params] of await window.hostTells()) send({ method, params });
    }
  });
`;

/**
 * Opens the viewer as a host of MCP Apps would: in a frame with no rights but to run its script, under a strict
 * policy, with the result of a call of `render_model`.
 */
export async function openApp(
  browser: Browser,
  server: ConnectedClient,
  args: Record<string, unknown>,
  options: AppHostOptions = {},
): Promise<AppPage> {
  const { theme = 'light', width_px = 900, height_px = 600, readsResources = true } = options;
  const { client } = server;
  const faults: string[] = [];
  const asked: { method: string; params: Record<string, unknown> }[] = [];
  let largest = 0;
  const result = await client.callTool({ name: 'render_model', arguments: args });
  const { contents } = await client.readResource({ uri: 'ui://openscad/viewer.html' });
  const html = 'text' in contents[0] ? contents[0].text : '';
  const page = await browser.newPage({ viewport: { width: width_px, height: height_px } });
  page.on('pageerror', error => faults.push(error.message));
  page.on('console', message => {
    if (message.type() === 'error') faults.push(message.text());
  });

  const answer = async (method: string, params: Record<string, unknown>): Promise<object> => {
    switch (method) {
      case 'ui/initialize':
        return {
          protocolVersion: '2026-01-26',
          hostInfo: { name: 'test-host', version: '1' },
          hostCapabilities: {
            serverTools: {},
            serverResources: {},
            downloadFile: {},
            updateModelContext: {},
          },
          hostContext: { theme, containerDimensions: { width: width_px, height: height_px } },
        };
      case 'tools/call':
        return client.callTool({ name: String(params.name), arguments: { ...Object(params.arguments) } });
      case 'resources/read':
        if (!readsResources) throw new Error('This host reads no resources.');
        return client.readResource({ uri: String(params.uri) });
      default:
        return {};
    }
  };
  await page.exposeFunction('hostHears', async (method: string, params: Record<string, unknown>) => {
    asked.push({ method, params });
    try {
      const given = await answer(method, params);
      largest = Math.max(largest, JSON.stringify(given).length);
      return { result: given };
    } catch (thrown) {
      return { error: { code: -32000, message: thrown instanceof Error ? thrown.message : String(thrown) } };
    }
  });
  await page.exposeFunction('hostTells', () => [
    ['ui/notifications/tool-input', { arguments: args }],
    ['ui/notifications/tool-result', result],
  ]);
  await page.setContent(`<!doctype html>
    <meta http-equiv="Content-Security-Policy" content="${POLICY}">
    <style>body { margin: 0 } iframe { display: block; border: 0; width: 100vw; height: 100vh }</style>
    <iframe sandbox="allow-scripts"></iframe>
    <script>${HOST_SCRIPT}</script>
    <script>document.querySelector('iframe').srcdoc = ${JSON.stringify(html).replaceAll('<', '\\u003c')}</script>`);
  return {
    page,
    app: page.frameLocator('iframe'),
    faults,
    asked,
    largestAnswer: () => largest,
    notify: async (method, params) => {
      await page.evaluate(`notifyApp(${JSON.stringify(method)}, ${JSON.stringify(params)})`);
    },
    close: () => page.close(),
  };
}
