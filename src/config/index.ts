/** The door of config/: typed settings, checked before anything starts. */
export { DEMO_SECRET_KEY, deploymentWarnings } from './deployment-rules';
export { loadConfig, type Config } from './load-config';
export {
  APPLICATION_DEFAULT_CREDENTIALS,
  AppEnv,
  DeviceSetting,
  LogFormat,
  LogLevel,
  MIN_SECRET_KEY_BYTES,
  type Environment,
} from './settings';
