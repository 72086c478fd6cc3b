/** The door of composition/: how engines, rooms and port are put together. Only main.ts and tests come in here. */
export { createApi } from './api';
export { connectEngines, type Engines } from './engines';
export { openRooms, type Rooms } from './rooms';
export { startWorkers } from './workers';
