import { arch, platform } from 'node:os';
import type { Settings } from '../config/settings.ts';
import type { ServerFacts } from '../operations/report-status.ts';
import type { CommandContext, CommandResult } from './arguments.ts';
import { examineLibraries, examineRoots, examineTempFolder } from './doctor/examine-folders.ts';
import { examineNative } from './doctor/examine-native.ts';
import {
  examineCache,
  examineExceptions,
  examineFiles,
  examineFonts,
  examineLog,
  examineMemory,
  examineNode,
  examineRender,
} from './doctor/examine-program.ts';
import { type Finding, warning } from './doctor/finding.ts';
import { summarizeFindings, writeFindings, writeSettings } from './doctor/write-findings.ts';

/** What the doctor looks at besides the workshop. */
export interface Patient {
  readonly facts: ServerFacts;
  readonly settings: Settings;
  /** What was odd about the settings, one sentence each. */
  readonly warnings: readonly string[];
  readonly log: { readonly file: string | null; fault(): string | null };
  /** Compares the bundled files with what was built. */
  verifyFiles(): Promise<{ readonly files: number; readonly bytes: number }>;
}

/**
 * `doctor`: tries what the server has to do, and shows how it is set up, with what to do about everything
 * that is not right. `--health-check` prints only that and one line. Exit code 1 when something the server
 * needs does not work.
 */
export async function runDoctor(context: CommandContext, patient: Patient): Promise<CommandResult> {
  const findings = await examine(context, patient);
  const ok = findings.every(({ state }) => state !== 'failed');
  const { json, terse } = context.line;
  const output = json
    ? JSON.stringify(
        { ok, versions: await readVersions(context, patient), findings, settings: patient.facts.settings },
        null,
        2,
      )
    : terse
      ? writeTerse(findings, ok)
      : await writeReport(context, patient, findings);
  return { output, exitCode: ok ? 0 : 1 };
}

async function examine({ workshop, call }: CommandContext, patient: Patient): Promise<Finding[]> {
  const { facts, settings, warnings, log } = patient;
  const [files, render, fonts, folder, cache, roots, libraries, native] = await Promise.all([
    examineFiles(() => patient.verifyFiles()),
    examineRender(workshop, call.signal),
    examineFonts(workshop),
    examineTempFolder(workshop),
    examineCache(workshop),
    examineRoots(settings),
    examineLibraries(settings, workshop.staging.libraries),
    examineNative(workshop),
  ]);
  const exceptions = await examineExceptions(workshop);
  const engines = [render, exceptions, ...native];
  const program = [examineNode(facts.nodeVersion), files, ...engines, fonts, examineMemory(settings)];
  const odd = warnings.map(text => warning('Settings', text, 'Correct or remove it.'));
  return [...program, folder, cache, ...roots, ...libraries, examineLog(log), ...odd];
}

async function readVersions({ workshop }: CommandContext, { facts }: Patient) {
  const openscad = await workshop.engine.status().then(
    ({ version }) => version,
    () => null,
  );
  return { server: facts.version, openscad, node: facts.nodeVersion, platform: `${platform()} ${arch()}` };
}

async function writeReport(
  context: CommandContext,
  patient: Patient,
  findings: readonly Finding[],
): Promise<string> {
  const { server, openscad, node, platform: system } = await readVersions(context, patient);
  return [
    `openscad-mcp-server ${server}, OpenSCAD ${openscad ?? 'unknown'}, Node.js ${node}, ${system}`,
    '',
    ...writeFindings(findings),
    '',
    summarizeFindings(findings),
    ...writeSettings(patient.facts.settings),
  ].join('\n');
}

function writeTerse(findings: readonly Finding[], ok: boolean): string {
  const faults = findings.filter(({ state }) => state !== 'ok');
  return [ok ? 'healthy' : 'unhealthy', ...writeFindings(faults)].join('\n');
}
