import { EventEmitter } from 'node:events';
import { pauseWhileBehind } from '../../../src/server/pause-while-behind';

class TestSocket extends EventEmitter {
  bufferedAmount = 0;
  isPaused = false;
  pause(): void {
    this.isPaused = true;
  }
  resume(): void {
    this.isPaused = false;
  }
}

it('reads from a socket again once all that waited has left', () => {
  const [socket, connection] = [new TestSocket(), new EventEmitter()];
  pauseWhileBehind(socket, connection, 100);
  socket.bufferedAmount = 100;
  socket.emit('message');
  expect(socket.isPaused).toBe(false);

  socket.bufferedAmount = 101;
  // What had arrived already is still told, one after another.
  socket.emit('message');
  socket.emit('message');
  expect(socket.isPaused).toBe(true);
  expect(connection.listenerCount('drain')).toBe(1);

  socket.bufferedAmount = 0;
  connection.emit('drain');
  expect(socket.isPaused).toBe(false);
  expect(connection.listenerCount('drain')).toBe(0);
});
