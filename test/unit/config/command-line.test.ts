import { describe, expect, it } from 'vitest';
import { parseCommandLine } from '../../../src/config/command-line.ts';

describe('parseCommandLine', () => {
  it.each([
    ['', 'serve'],
    ['--root /a --debug', 'serve'],
    ['serve --debug', 'serve'],
    ['doctor --json', 'doctor'],
    ['render a.scad -o a.png --view front --size 9x9 -D x=1 --quality high --timeout 9 --json', 'render'],
    ['render a.scad --section x=1 --highlight parts', 'render'],
    ['render a.scad -o a.png --overwrite --style xray --dimensions', 'render'],
    ['animate a.scad -o a.png --overwrite', 'animate'],
    ['check a.scad --expect {"parts":1}', 'check'],
    ['export a.scad -o a.stl --overwrite -D x=1', 'export'],
    ['check a.scad --root /a -D x=1 --json', 'check'],
    ['serve --http --host ::1 --port 0 --config c.yaml --root /a --root /b', 'serve'],
    ['doctor --transport http', 'doctor'],
    ['--health-check', 'doctor'],
    ['doctor --health-check --json', 'doctor'],
    ['render --view front --help', 'help'],
    ['doctor -v', 'version'],
    ['view a.scad --port 0 --no-open -D x=1 -P wide --quality draft --timeout 9', 'view'],
  ])('"%s" is %s', (line, command) => {
    expect(parseCommandLine(line.split(' ').filter(word => word !== '')).command).toBe(command);
  });

  it('keeps the port of view from the settings, which are those of a server', () => {
    const { port, open, flags } = parseCommandLine(['view', 'a.scad', '--port', '8123', '--no-open']);
    expect({ port, open, flags }).toEqual({ port: '8123', open: false, flags: {} });
  });

  it.each([
    ['check a.scad -o x.png --overwrite', /check does not take -o, --overwrite\./],
    ['measure a.scad --overwrite', /measure does not take --overwrite\./],
    ['check a.scad --style flat --dimensions', /check does not take --style, --dimensions\./],
    ['export a.scad -o a.stl --view front --size 9x9', /export does not take --view, --size\./],
    ['doctor -D x=1 --quality high --timeout 9', /doctor does not take -D, --quality, --timeout\./],
    ['view a.scad --json --host ::1', /view does not take --json, --host\./],
    ['serve --no-open', /serve does not take --no-open\./],
    ['--json', /serve does not take --json\./],
    ['serve --health-check', /serve does not take --health-check\./],
    ['render a.scad --http --port 1', /render does not take --http, --port\./],
    ['--http --transport stdio', /--http and --transport stdio contradict each other\./],
  ])('"%s" is refused', (line, message) => {
    expect(() => parseCommandLine(line.split(' '))).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT', message: expect.stringMatching(message) }),
    );
  });

  it('keeps the folders of repeated --root apart', () => {
    expect(parseCommandLine(['--root', '/a:b', '--root', '/c;d']).flags).toEqual({
      MCP_ROOTS: { flag: '--root', text: ['/a:b', '/c;d'] },
    });
  });

  it.each([
    ['--help', null],
    ['help', null],
    ['render --help', 'render'],
    ['help render', 'render'],
    ['export a.scad -o b.stl -h', 'export'],
  ])('"%s" asks about %j', (line, topic) => {
    expect(parseCommandLine(line.split(' '))).toMatchObject({ command: 'help', topic });
  });

  it.each([
    ['render a.scad --veiw iso', /^Unknown option --veiw; did you mean --view\?$/],
    ['render a.scad --sise 3x3', /^Unknown option --sise; did you mean --size\?$/],
    ['check a.scad --lvel=print', /did you mean --level\?$/],
    ['check a.scad --nonsense', /^Unknown option --nonsense\.$/],
    ['render a.scad -x', /^Unknown option -x\.$/],
    ['rendr a.scad', /^Unknown command "rendr"; did you mean render\?$/],
    ['help exprot', /^Unknown command "exprot"; did you mean export\?$/],
    ['part.scad', /^Unknown command "part.scad"\.$/],
  ])('"%s" is refused with what was probably meant', (line, message) => {
    expect(() => parseCommandLine(line.split(' '))).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(message),
        hint: expect.stringMatching(/^See openscad-mcp-server .*--help\.$/),
      }),
    );
  });
});
