/** Loaded into each API process: a terminal sends Ctrl-C to the whole group, but only the launcher may act on it. */
'use strict';
process.on('SIGINT', () => undefined);
