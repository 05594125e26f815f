/** What the server and the interactive viewer have to agree on. */

/** Address of the viewer's page, a resource of the MCP Apps extension (SEP-1865). */
export const VIEWER_URI = 'ui://openscad/viewer.html';

/** Media type by which hosts know a page of an MCP App. */
export const VIEWER_MIME_TYPE = 'text/html;profile=mcp-app';

/** Name of the MCP Apps extension among capabilities. */
export const APPS_EXTENSION = 'io.modelcontextprotocol/ui';

/** Field of a result's `_meta` that holds a small mesh as GLB in base64, for hosts that pass on no resources. */
export const MESH_META_KEY = 'openscad/mesh';

/** Largest mesh that travels in `_meta`, in bytes of GLB: 150 kB as base64. */
export const MAX_META_MESH_BYTES = 110_000;

/**
 * Bytes of one part of a file, read as `…/mesh.glb?part=0`. In base64 that is 880 kB; hosts of apps close
 * the connection at messages of 1 MiB. A part that is shorter is the last.
 */
export const FILE_PART_BYTES = 660_000;

/** A model that `view FILE` shows: what its page can ask for. All throw AppError. */
export interface ViewedModel {
  /** Evaluates the file as it is now. @returns a report as `render_model` gives it. */
  render(parameters: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<object>;
  /** @returns a report as `list_parameters` gives it. */
  listParameters(signal: AbortSignal): Promise<object>;
  /** Reads a file such as `mesh.glb` of a model that was rendered. */
  readFile(
    modelId: string,
    file: string,
    signal: AbortSignal,
  ): Promise<{ readonly mimeType: string; readonly bytes: Uint8Array }>;
}
