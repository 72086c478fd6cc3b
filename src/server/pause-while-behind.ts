import { type Socket } from 'node:net';
import { type WebSocket } from 'ws';

/**
 * Reads nothing more from a socket while more than so much waits to be sent to it: each of its questions, a mere ping too,
 * would add an answer to what waits.
 */
export function pauseWhileBehind(
  socket: Pick<WebSocket, 'bufferedAmount' | 'isPaused' | 'on' | 'pause' | 'resume'>,
  connection: Pick<Socket, 'once'>,
  maxUnsentBytes: number,
): void {
  socket.on('message', () => {
    if (socket.isPaused || socket.bufferedAmount <= maxUnsentBytes) return;
    socket.pause();
    connection.once('drain', () => socket.resume());
  });
}
