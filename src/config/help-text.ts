import { CONFIG_FILE_VARIABLE, SETTING_DEFINITIONS } from './setting-definitions.ts';

/** The text of --help, with the settings from their table. */
export function helpText(): string {
  const settings = Object.values(SETTING_DEFINITIONS)
    .map(({ name, description, shownDefault }) => `  ${name}\n      ${description} Default: ${shownDefault}.`)
    .join('\n');
  return `OpenSCAD for MCP clients, in a WebAssembly sandbox.

Usage
  openscad-mcp-server [serve]                start the MCP server on stdin and stdout
  openscad-mcp-server serve --http [--host H] [--port N]     … or over HTTP
  openscad-mcp-server render FILE [-o OUT.png] [--view V]… [--size 800x600] [--section x=10]
                       [--highlight overhangs|thickness|open_edges|parts]
  openscad-mcp-server animate FILE [-o OUT.png] [--frames 12] [--fps F] [--view V] [--size 400x300]
  openscad-mcp-server check  FILE [--level print]    exit 0 right, 1 wrong, 2 could not run
  openscad-mcp-server measure FILE [--what mass,parts] [--material PLA] [--section z=5]
  openscad-mcp-server measure FILE --compare OLD.scad    what was added to the other model and removed
  openscad-mcp-server export FILE -o OUT.(stl|3mf|off|obj|amf|glb|svg|dxf|pdf|png|csg|scad) [--overwrite]
  openscad-mcp-server params FILE            the model's parameters and presets
  openscad-mcp-server doctor                 what works here, and every setting with its source;
                                             exit 0 or 1; also --health-check

Options of the commands that take a FILE
  -D name=value          set a parameter; repeatable (-D width=20 -D on=true -D 'label="A"' -D 'v=[1,2]')
  -P, --preset NAME      a parameter set of the file beside the model, its name with .json
  --quality Q            draft, normal or high
  --timeout S            deadline in seconds
  --json                 print the result as JSON

Options of all
  --root DIR             serve: folder that tools may write to; else: folder that the model's
                         files may lie in, besides its own; repeatable
  --config FILE          read settings from a YAML or JSON file
  --debug                log everything
  -h, --help   -v, --version

Options of serve and doctor
  --http                 serve over HTTP, which is --transport http
  --transport T          stdio or http
  --host H               name or address to listen on; 127.0.0.1 unless set
  --port N               port to listen on; 0 takes any free one

Settings
  Variables, from the environment or from .env in the working directory; in a config file the same names,
  or sections and keys as in docs/CONFIGURATION.md. Flags win over the environment, that over .env, and that
  over the config file.

  ${CONFIG_FILE_VARIABLE}
      The config file, as --config. Default: none.
${settings}
`;
}
