/** How much is logged; the names are those of the deployment guide. */
export const LOG_LEVELS = ['DEBUG', 'INFO', 'WARNING', 'ERROR'] as const;

/** A member of {@link LOG_LEVELS}. */
export type LogLevel = (typeof LOG_LEVELS)[number];
