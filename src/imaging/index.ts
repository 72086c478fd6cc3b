/** The door of imaging/: strangers' bytes become a clean, measured picture, kept encrypted. */
export { MAX_PIXELS, openPicture } from './open-picture';
