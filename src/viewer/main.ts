import { AppHost } from './hosts/app-host.ts';
import { HttpHost } from './hosts/http-host.ts';
import type { ModelHost } from './hosts/model-host.ts';
import { Session } from './session.ts';
import { makeButton } from './ui/dom.ts';
import { ICONS } from './ui/icons.ts';
import { buildLayout, type Layout } from './ui/layout.ts';
import { PictureControls } from './ui/picture-controls.ts';

/** In a frame the page is an MCP App; on its own it was opened by `view FILE`, with the token in its address. */
function chooseHost(): ModelHost {
  const token = new URLSearchParams(window.location.search).get('token');
  return token !== null && window.parent === window ? new HttpHost(token) : new AppHost();
}

async function start(layout: Layout): Promise<void> {
  const host = chooseHost();
  await new Session(host, layout, new PictureControls(layout)).start();
  const { toggleFullscreen } = host;
  if (toggleFullscreen === null) return;
  const button = makeButton(ICONS.fullscreen, 'Full window', () => {
    // A host that refuses leaves everything as it is.
    toggleFullscreen().catch(() => {});
  });
  layout.bar.append(button);
}

const root = document.getElementById('app');
if (root !== null) {
  const layout = buildLayout(root);
  start(layout).catch((thrown: unknown) => {
    layout.notice.textContent = `The viewer cannot start: ${thrown instanceof Error ? thrown.message : String(thrown)}`;
  });
}
