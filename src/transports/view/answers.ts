import type { ServerResponse } from 'node:http';

/** What a page of this server may do: talk to this server, and nothing else. */
const PAGE_POLICY =
  "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; connect-src 'self'";

/** Nothing is kept, guessed or told to others; the address holds the token. */
const COMMON_HEADERS = {
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-origin',
} as const;

/** Sends the viewer, whose own policy is that of an MCP App, which may connect to nobody. */
export function sendPage(response: ServerResponse, page: string): void {
  const html = page.replace(
    /(<meta http-equiv="Content-Security-Policy" content=")[^"]*"/,
    `$1${PAGE_POLICY}"`,
  );
  response.writeHead(200, {
    ...COMMON_HEADERS,
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': `${PAGE_POLICY}; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`,
  });
  response.end(html);
}

/** Sends JSON. */
export function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { ...COMMON_HEADERS, 'Content-Type': 'application/json' });
  response.end(JSON.stringify(body));
}

/** Sends why there is no answer, in the form of a report. */
export function sendError(response: ServerResponse, status: number, message: string): void {
  sendJson(response, status, { ok: false, summary: message });
}

/** Sends a file, which the browser saves rather than shows. */
export function sendFile(
  response: ServerResponse,
  file: { readonly name: string; readonly mimeType: string; readonly bytes: Uint8Array },
): void {
  response.writeHead(200, {
    ...COMMON_HEADERS,
    'Content-Type': file.mimeType,
    'Content-Length': file.bytes.length,
    'Content-Disposition': `attachment; filename="${file.name.replace(/[^\w.-]/g, '_')}"`,
  });
  response.end(file.bytes);
}

/** Opens a stream of server-sent events. */
export function sendEventHead(response: ServerResponse): void {
  response.writeHead(200, { ...COMMON_HEADERS, 'Content-Type': 'text/event-stream' });
  response.write(': open\n\n');
}
