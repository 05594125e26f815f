import { readGlb } from './geometry/read-glb.ts';
import { readOutline } from './geometry/read-outline.ts';
import type { Shape } from './geometry/shape.ts';
import type { ModelHost, Theme } from './hosts/model-host.ts';
import { fieldOf, type Message, type Report } from './hosts/results.ts';
import { make } from './ui/dom.ts';
import { makeDownloads } from './ui/downloads.ts';
import type { Layout } from './ui/layout.ts';
import { countMessages, showMessages } from './ui/messages.ts';
import { ParameterForm } from './ui/parameter-form.ts';
import type { PictureControls } from './ui/picture-controls.ts';

/** After the last change of a parameter, before the model is rendered with it. */
const DEBOUNCE_MS = 250;

/** Bytes of GLB per triangle, to tell how far reading a large mesh has got. */
const GLB_BYTES_PER_TRIANGLE = 18;

/** What goes on between the host and the page: models come, parameters change, and the last wish wins. */
export class Session {
  readonly #host: ModelHost;
  readonly #layout: Layout;
  readonly #picture: PictureControls;
  readonly #form = new ParameterForm(() => this.#renderSoon());
  #timer = 0;
  /** Counts wishes; an answer to an earlier one is of no interest. */
  #wish = 0;
  #shownId: string | null = null;
  /** What is set for the model from outside; a report also tells of what was set here. */
  #inherited: Report['parameters'] = {};

  constructor(host: ModelHost, layout: Layout, picture: PictureControls) {
    this.#host = host;
    this.#layout = layout;
    this.#picture = picture;
    layout.parameters.append(this.#form.root);
  }

  start(): Promise<void> {
    return this.#host.start({
      onReport: (report, mesh) =>
        this.#run(async wish => {
          this.#inherited = report.parameters;
          await this.#show(report, wish, mesh);
          await this.#listParameters(report);
        }),
      onChange: () => this.#run(wish => this.#render(wish, true)),
      onTheme: theme => this.#setTheme(theme),
      onTrouble: message => this.#tell(message),
    });
  }

  #renderSoon(): void {
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#run(wish => this.#render(wish, false)), DEBOUNCE_MS);
  }

  /** @param isNewFile whether the parameters may be others, too. */
  async #render(wish: number, isNewFile: boolean): Promise<void> {
    this.#setBusy('Rendering…');
    const changes = this.#form.changes();
    const report = await this.#host.render(changes);
    if (wish !== this.#wish) return;
    if (report.ok && Object.keys(changes).length === 0) this.#inherited = report.parameters;
    await this.#show(report, wish, null);
    if (isNewFile && wish === this.#wish) await this.#listParameters(report);
  }

  /** Shows what a report tells, and its model; that of a wrong one stays as it was. */
  async #show(report: Report, wish: number, mesh: Uint8Array | null): Promise<void> {
    this.#showReport(report);
    const { modelId, kind } = report;
    const hasShape = kind === '3d' || kind === '2d';
    if (report.ok && hasShape && modelId !== undefined && modelId !== this.#shownId) {
      const shape = await this.#readShape(report, modelId, mesh, wish);
      if (wish !== this.#wish) return;
      this.#picture.show(shape, report.isWatertight);
      this.#shownId = modelId;
    }
    if (report.ok && hasShape && modelId !== undefined) this.#offerDownloads(modelId, kind);
    this.#setBusy(null);
    this.#layout.notice.hidden = this.#shownId !== null;
    this.#layout.notice.textContent = report.summary;
  }

  async #readShape(
    { kind, triangles }: Report,
    modelId: string,
    mesh: Uint8Array | null,
    wish: number,
  ): Promise<Shape> {
    this.#setBusy('Reading the model…');
    const expected = (triangles ?? 0) * GLB_BYTES_PER_TRIANGLE;
    const tell = (bytes: number) => {
      // The rest need not be read.
      if (wish !== this.#wish) throw new Error('Another model is wanted by now.');
      if (bytes < expected) this.#setBusy(`Reading a large model… ${Math.round((100 * bytes) / expected)} %`);
    };
    if (kind === '2d') {
      const svg = await this.#host.readFile(modelId, 'outline.svg', () => {});
      return readOutline(new TextDecoder().decode(svg));
    }
    return readGlb(mesh ?? (await this.#host.readFile(modelId, 'mesh.glb', tell)));
  }

  async #listParameters(report: Report): Promise<void> {
    if (report.modelId === undefined && this.#shownId === null && !report.ok) return;
    const listed = fieldOf(await this.#host.listParameters(), 'parameters');
    if (listed === undefined) return;
    this.#form.fill(listed, this.#inherited);
    this.#layout.parameters.hidden = this.#form.isEmpty;
  }

  #showReport(report: Report): void {
    const { summary, facts, messages } = report;
    this.#layout.summary.textContent = report.ok ? shortSummary(report) : summary;
    this.#layout.summary.title = summary;
    this.#showMessages(messages, report.ok || this.#shownId === null);
    if (!report.ok) return;
    const list = make('dl', { class: 'facts' });
    for (const [name, value] of facts) list.append(make('dt', {}, name), make('dd', {}, value));
    this.#replaceContent(this.#layout.facts, list);
  }

  #showMessages(messages: readonly Message[], isShownModel: boolean): void {
    const { messageList, badge } = this.#layout;
    showMessages(messageList, messages);
    this.#layout.messages.hidden = messages.length === 0;
    const count = countMessages(messages);
    badge.hidden = count === '';
    badge.textContent = isShownModel ? count : `${count} · showing the last good version`;
    badge.classList.toggle(
      'error',
      messages.some(({ severity }) => severity === 'error'),
    );
  }

  #offerDownloads(modelId: string, kind: string | undefined): void {
    const takePicture = () => this.#picture.stage.takePicture();
    const offer = { modelId, kind, takePicture };
    this.#replaceContent(
      this.#layout.downloads,
      makeDownloads(this.#host, offer, message => this.#tell(message)),
    );
  }

  /** Replaces all but the heading. */
  #replaceContent(section: HTMLElement, content: HTMLElement): void {
    section.replaceChildren(...[section.firstElementChild, content].filter(node => node !== null));
    section.hidden = false;
  }

  #setTheme(theme: Theme): void {
    document.documentElement.dataset.theme = theme;
    this.#picture.stage.setTheme(theme);
  }

  #setBusy(text: string | null): void {
    this.#layout.busy.hidden = text === null;
    this.#layout.busy.textContent = text;
  }

  /** Does something that is wished for and may fail; what comes of an earlier wish fails unheard. */
  #run(work: (wish: number) => Promise<void>): void {
    const wish = ++this.#wish;
    work(wish).catch((thrown: unknown) => {
      if (wish === this.#wish) this.#tell(thrown instanceof Error ? thrown.message : String(thrown));
    });
  }

  #tell(text: string): void {
    this.#setBusy(null);
    if (this.#shownId === null) this.#layout.notice.textContent = text;
    const place = { file: undefined, line: undefined, excerpt: undefined, hint: undefined };
    this.#showMessages([{ severity: 'error', message: text, ...place }], true);
  }
}

/** What fits on a line above the picture. */
function shortSummary({ facts }: Report): string {
  const words: Readonly<Record<string, (value: string) => string>> = {
    Size: value => value,
    Parts: value => `${value} ${value === '1' ? 'part' : 'parts'}`,
    Watertight: value => (value === 'yes' ? 'watertight' : 'not watertight'),
  };
  return facts.flatMap(([name, value]) => (name in words ? [words[name](value)] : [])).join(' · ');
}
