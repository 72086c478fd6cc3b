/** The door of config/: typed settings, checked before anything starts. */
export { readClinicalFiles, readReleases, RELEASES_FILE, type ClinicalFile } from './clinical-releases';
export { DEMO_SECRET_KEY, deploymentWarnings } from './deployment-rules';
export { loadConfig, readModelSettings, type Config } from './load-config';
export { AppEnv, type Environment } from './settings';
