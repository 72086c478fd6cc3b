/** The door of config/: typed settings, checked before anything starts. */
export { DEMO_SECRET_KEY, deploymentWarnings } from './deployment-rules';
export { loadConfig, type Config } from './load-config';
export { AppEnv, type Environment } from './settings';
