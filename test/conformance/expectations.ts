/** What a server is expected to pass, of the scenarios that a revision of the protocol requires. */
export interface Expectation {
  readonly title: string;
  /** The script in `test/` that serves. */
  readonly script: string;
  /** Scenarios that must pass in full; null for all that are not excused. */
  readonly passes: readonly string[] | null;
  /** Scenarios that must fail, and why that is right: one that passes after all is to be taken off. */
  readonly excused: Readonly<Record<string, string>>;
}

const NO_WAY_BACK = 'asks the client during a call; the answer would come in a request without a session';

/** The real server, and our transport with what the suite wants behind it. */
export const EXPECTATIONS: readonly Expectation[] = [
  {
    title: 'the real server',
    script: 'support/serve-http.ts',
    // The others ask for tools, resources and prompts of the suite's own.
    passes: [
      'server-initialize',
      'ping',
      'tools-list',
      'resources-list',
      'prompts-list',
      'server-sse-multiple-streams',
      'dns-rebinding-protection',
      'server-session-lifecycle',
    ],
    excused: {
      'logging-set-level': 'the server logs to stderr; the protocol has given up its own logging since',
    },
  },
  {
    title: 'the transport with the fixtures of the suite',
    script: 'conformance/fixture-server.ts',
    passes: null,
    excused: {
      'tools-call-sampling': NO_WAY_BACK,
      'tools-call-elicitation': NO_WAY_BACK,
      'elicitation-sep1034-defaults': NO_WAY_BACK,
      'elicitation-sep1330-enums': NO_WAY_BACK,
      'server-sse-polling':
        'resumes a stream by event ids, which needs memory of it; required by no revision yet',
      'json-schema-2020-12': 'is about the schema of a tool, and not yet required by any revision',
    },
  },
];
