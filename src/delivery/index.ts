/** The door of delivery/: escalations reach who has no socket open, and each delivery is recorded. */
export { DeliveryEndpointResolver, DeliveryResolver } from './api/delivery.resolver';
export { PushResolver } from './api/push.resolver';
export { type Channels } from './channel';
export { createMailChannel } from './channels/mail';
export { createPushChannel } from './channels/push';
export { type DeliveryDoor } from './delivery-door';
export { createEndpointSeal } from './endpoints/endpoint-seal';
export { createEndpointStore } from './endpoints/endpoint-store';
export { createOutbound } from './outbound/post';
export { deliver, type DeliverDeps } from './queue/deliver';
export { startFanOut } from './queue/fan-out';
export { forgetOldDeliveries, promiseOverdue } from './queue/keep-deliveries';
export { createSlots } from './queue/slots';
export { createWebhookChannel } from './webhook/webhook-channel';
