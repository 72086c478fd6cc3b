/** What is needed of a WebSocket. */
interface ReadSocket {
  readonly bufferedAmount: number;
  readonly isPaused: boolean;
  on(event: 'message', listener: () => void): unknown;
  pause(): void;
  resume(): void;
}

/**
 * Reads nothing more from a socket while more than so much waits to be sent to it: each of its questions, a mere ping too,
 * would add an answer to what waits.
 * @param connection what the socket writes to.
 */
export function pauseWhileBehind(
  socket: ReadSocket,
  connection: { once(event: 'drain', listener: () => void): unknown },
  maxUnsentBytes: number,
): void {
  socket.on('message', () => {
    if (socket.isPaused || socket.bufferedAmount <= maxUnsentBytes) return;
    socket.pause();
    connection.once('drain', () => socket.resume());
  });
}
