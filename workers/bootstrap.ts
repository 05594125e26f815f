import { Console } from 'node:console';

/**
 * First import of every worker. The server's stdout carries JSON-RPC, and a thread's stdout flows into
 * it: one stray line there breaks the connection. Whatever a thread prints goes to stderr instead.
 */
process.stdout.write = process.stderr.write.bind(process.stderr);
globalThis.console = new Console(process.stderr, process.stderr);
