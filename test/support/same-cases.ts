/**
 * In CI the same cases every time, so that a change does not fail for the cases of a day; a developer's run makes others,
 * and so finds in time what those leave out.
 */
if (process.env.CI) {
  const { configureGlobal } = await import('fast-check');
  configureGlobal({ seed: 1 });
}
