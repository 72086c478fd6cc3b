/** The door of decoding/: the one place where a stranger's bytes reach a picture decoder. Light, since threads load it too. */
export { MAX_PIXELS, openPicture } from './open-picture';
