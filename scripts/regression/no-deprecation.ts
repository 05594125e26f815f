/**
 * First import of a test thread. There tsx loads modules by `require`, which makes three warn of its own
 * entry for it, once per thread.
 */
process.noDeprecation = true;
