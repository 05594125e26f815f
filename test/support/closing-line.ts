import type { Reporter, SerializedError, TestCase, TestModule } from 'vitest/node';

/**
 * Ends a run with one plain line that says how many tests passed and failed, from the runner's own report; before it,
 * what failed or was tried again, which a long log would hide.
 */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    const tests = modules.flatMap(module => [...module.children.allTests()]);
    const count = (state: string) => tests.filter(test => test.result().state === state).length;
    const failures = [
      ...modules.flatMap(describeFailures),
      ...unhandledErrors.map(error => `outside of any test: ${excerpt(error.message)}`),
    ];
    const retried = tests.filter(test => test.diagnostic()?.flaky).map(describeTest);
    process.stdout.write(
      `\n${retried.map(name => `tried again: ${name}\n`).join('')}` +
        `${failures.map(failure => `failed: ${failure}\n`).join('')}` +
        `${count('passed')} passed, ${failures.length} failed, ${count('skipped')} skipped\n`,
    );
  }
}

/** The tests of a module that failed, and the groups whose hooks did; the module itself when it is at fault. */
function describeFailures(module: TestModule): string[] {
  const hooks = [module, ...module.children.allSuites()].flatMap(place =>
    place.errors().map(error => `${module.relativeModuleId}: ${excerpt(error.message)}`),
  );
  return [...hooks, ...[...module.children.allTests('failed')].map(describeTest)];
}

function describeTest(test: TestCase): string {
  const message = test.result().errors?.[0]?.message ?? '';
  return `${test.module.relativeModuleId} › ${test.fullName}: ${excerpt(message)}`;
}

/** As much of a message as fits a line; that of a property test begins with the seed that repeats it. */
function excerpt(message: string): string {
  return message.replaceAll(/\s*\n\s*/g, ' ').slice(0, 300);
}
