import { createSlots } from '../../../../src/delivery/queue/slots';

it('gives each endpoint a few slots, and takes them back', () => {
  const slots = createSlots(2);
  const release = slots.take('slow');
  slots.take('slow');
  expect(slots.take('slow')).toBeNull();
  expect(slots.take('other')).not.toBeNull();
  release?.();
  expect(slots.take('slow')).not.toBeNull();
  expect(slots.take('slow')).toBeNull();
});
