import { toAppError } from '../contracts/errors.ts';
import { DEFAULT_PICTURE } from '../contracts/picture.ts';
import { exportModel } from '../operations/export-model.ts';
import { renderModel } from '../operations/render-model.ts';
import { type ReportedSetting, reportStatus, type ServerFacts } from '../operations/report-status.ts';
import type { CommandContext, CommandResult } from './arguments.ts';

/** One thing the doctor looked at. */
interface Finding {
  readonly what: string;
  readonly ok: boolean;
  /** What was found, or what is wrong and how to mend it. */
  readonly detail: string;
}

/** A solid with text, so that the fonts are tried too. */
const SMOKE_TEST = 'difference() { cube(20); translate([2, 2, 19]) linear_extrude(2) text("ok", size = 6); }';

/** `doctor`: tries what the server has to do, and shows how it is set up. Exit code 0 or 1. */
export async function runDoctor(context: CommandContext, facts: ServerFacts): Promise<CommandResult> {
  const findings = [await tryStatus(context, facts), await tryRender(context), await tryWrite(context)];
  const ok = findings.every(finding => finding.ok);
  if (context.line.json) {
    return {
      output: JSON.stringify({ ok, findings, settings: facts.settings, warnings: facts.warnings }, null, 2),
      exitCode: ok ? 0 : 1,
    };
  }
  const lines = [
    ...findings.map(({ what, ok: good, detail }) => `${good ? 'ok  ' : 'FAIL'} ${what}: ${detail}`),
    '',
    ...facts.settings.map(({ name, value, source }) => `${name} = ${describeValue(value)}  (${source})`),
    ...(facts.warnings.length === 0 ? [] : ['', ...facts.warnings.map(warning => `note ${warning}`)]),
  ];
  return { output: lines.join('\n'), exitCode: ok ? 0 : 1 };
}

function describeValue(value: ReportedSetting['value']): string {
  const text = typeof value === 'object' && value !== null ? value.join(', ') : String(value ?? '');
  return text === '' ? 'none' : text;
}

async function tryStatus({ workshop }: CommandContext, facts: ServerFacts): Promise<Finding> {
  return attempt('bundled files', async () => {
    const { versions, fonts } = await reportStatus(workshop, facts, false);
    return `openscad-mcp-server ${versions.server}, OpenSCAD ${versions.openscad}, Node ${versions.node}, ${fonts.length} font faces`;
  });
}

async function tryRender({ workshop, call }: CommandContext): Promise<Finding> {
  return attempt('render', async () => {
    const report = await renderModel(workshop, { code: SMOKE_TEST }, DEFAULT_PICTURE, call);
    if (!report.ok || report.mesh?.watertight !== true || report.pictures.length !== 1)
      throw new Error(report.summary);
    return `a model with text was evaluated and drawn in ${report.timing_ms.total} ms`;
  });
}

async function tryWrite({ workshop, call }: CommandContext): Promise<Finding> {
  return attempt('export', async () => {
    const { artifacts } = await exportModel(workshop, { code: 'cube(1);', format: 'stl' }, call);
    return `wrote ${artifacts[0].path}`;
  });
}

async function attempt(what: string, work: () => Promise<string>): Promise<Finding> {
  try {
    return { what, ok: true, detail: await work() };
  } catch (thrown) {
    const { message, hint, cause } = toAppError(thrown);
    const reason = cause instanceof Error ? ` (${cause.message})` : '';
    return { what, ok: false, detail: `${message}${reason} ${hint}` };
  }
}
