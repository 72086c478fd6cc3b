/** The door of server/: the rooms' resolvers on one port, bounded, drained, and with the contract's errors. */
export { buildApi, type Api } from './build-schema';
export { createServer, type ApiServer, type ServerDeps, type ServerSettings } from './create-server';
export {
  type Authenticate,
  type IncomingUpload,
  type MediaAddress,
  type OpenMedia,
  type ReceiveUpload,
} from './ports';
export { printApi } from './print-api';
