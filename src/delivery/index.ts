/** The door of delivery/: escalations reach who has no socket open, and each delivery is recorded. */
export { type Channel, type Channels, type DeliveryFailure, type DeliveryMessage, type DeliveryTarget } from './channel';
export { AddressProblem, ChannelName, DeliveryStatus, FailureAction } from './delivery-words';
