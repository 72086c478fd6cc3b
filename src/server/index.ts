/** The door of server/: the rooms' resolvers on one port, bounded, drained, and with the contract's errors. */
export { buildApi, type Api } from './build-schema';
export { createServer, type ApiServer, type ServerDeps, type ServerSettings } from './create-server';
export { type IncomingUpload, type MediaAddress, type MetricsPage } from './ports';
export { printApi } from './print-api';
