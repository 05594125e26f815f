import { describe, expect, it } from 'vitest';
import { helpText } from '../../../../src/commands/help/help-text.ts';
import { OPTIONS, OWN_OPTIONS, RUNNABLE_COMMANDS } from '../../../../src/config/command-options.ts';
import { SETTING_DEFINITIONS } from '../../../../src/config/setting-definitions.ts';

describe('helpText', () => {
  it('names every command in the overview, and no setting', () => {
    const text = helpText(null);
    for (const command of RUNNABLE_COMMANDS) expect(text).toMatch(new RegExp(`^  ${command}\\b`, 'm'));
    expect(text).toContain('COMMAND --help');
    expect(text).not.toContain('OPENSCAD_TIMEOUT');
  });

  it.each(RUNNABLE_COMMANDS)('explains %s with its own options only, and an example', command => {
    const text = helpText(command);
    const named = new Set([...text.matchAll(/^ {2}(?:-\w, )?--([\w-]+)/gm)].map(([, name]) => name));
    const common = ['root', 'config', 'allow-unsandboxed-native', 'debug', 'help', 'version'];
    expect(named).toEqual(new Set([...OWN_OPTIONS[command], ...common]));
    expect(text).toMatch(/^Examples?\n {2}openscad-mcp-server /m);
  });

  it('lists every setting for the server', () => {
    for (const { name } of Object.values(SETTING_DEFINITIONS))
      expect(helpText('serve')).toContain(`\n  ${name}\n`);
  });

  it('fits a terminal, but for settings', () => {
    const texts = [null, ...RUNNABLE_COMMANDS].map(command => helpText(command).split('\nSettings\n')[0]);
    for (const line of texts.flatMap(text => text.split('\n'))) expect(line.length).toBeLessThanOrEqual(100);
  });

  it('has only options that exist in its examples', () => {
    const examples = RUNNABLE_COMMANDS.flatMap(command => helpText(command).split(/^Examples?$/m)[1]);
    for (const [, name] of examples.join('\n').matchAll(/ --([a-z-]+)/g))
      expect(Object.keys(OPTIONS)).toContain(name);
  });
});
