import packageJson from '../../package.json';

/** The project's version, as package.json has it. */
export const APP_VERSION: string = packageJson.version;
