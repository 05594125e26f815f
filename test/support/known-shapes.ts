import { afterAll, beforeAll, expect } from 'vitest';
import { asToolFiles } from './asset-files.ts';
import { type ConnectedClient, startServer, type ToolResult } from './server.ts';

/** Digits to which a volume or area must agree: float32 costs the others. */
const DIGITS = 5;

/** Name → content of the files of a model. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

type Report = ToolResult['report'];

/** Renders models on a server and compares them with what they are known to be. */
export interface KnownShapes {
  server(): ConnectedClient;
  render(code: string, files: Files, parameters?: Record<string, unknown>): Promise<Report>;
  /** Fails unless the model renders with this volume. */
  expectVolume(
    code: string,
    files: Files,
    volume_mm3: number,
    parameters?: Record<string, unknown>,
  ): Promise<Report>;
  /** Fails unless the model is an outline of this area. */
  expectArea(code: string, files: Files, area_mm2: number): Promise<Report>;
}

/** Starts a server for the tests of a file, and ends it after them. */
export function compareKnownShapes(): KnownShapes {
  let server: ConnectedClient;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.close());
  const render: KnownShapes['render'] = async (code, files, parameters = {}) => {
    const args = { code, files: asToolFiles(files), parameters, width_px: 64, height_px: 64 };
    return (await server.call('render_model', args)).report;
  };
  return {
    server: () => server,
    render,
    expectVolume: async (code, files, volume_mm3, parameters) => {
      const report = await render(code, files, parameters);
      expect(report.ok, report.summary).toBe(true);
      expect(report.mesh.volume_mm3 / volume_mm3).toBeCloseTo(1, DIGITS);
      return report;
    },
    expectArea: async (code, files, area_mm2) => {
      const report = await render(code, files);
      expect(report.ok, report.summary).toBe(true);
      expect(report.outline.area_mm2 / area_mm2).toBeCloseTo(1, DIGITS);
      return report;
    },
  };
}
