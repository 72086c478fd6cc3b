import { AssessmentResolver, SimilarCasesResolver } from '../assessment';
import { CASE_READING_RESOLVERS, CaseMutationResolver } from '../cases';
import { ConversationResolver } from '../conversation';
import { DeliveryEndpointResolver, DeliveryResolver, PushResolver } from '../delivery';
import { ESCALATION_RESOLVERS } from '../escalation';
import { type ResolverClass } from '../graphql';
import { IdentityResolver } from '../identity';
import { type Rooms } from './rooms';

/** Everything that the API answers. */
export const API_RESOLVERS: readonly ResolverClass[] = [
  IdentityResolver,
  ...CASE_READING_RESOLVERS,
  CaseMutationResolver,
  ConversationResolver,
  AssessmentResolver,
  SimilarCasesResolver,
  ...ESCALATION_RESOLVERS,
  DeliveryEndpointResolver,
  DeliveryResolver,
  PushResolver,
];

/** Those who answer: one instance of each class. */
export function apiInstances(rooms: Rooms): readonly object[] {
  return [
    new IdentityResolver(rooms.identity),
    ...CASE_READING_RESOLVERS.map((Reading) => new Reading(rooms.reading)),
    new CaseMutationResolver(rooms.cases),
    new ConversationResolver(rooms.conversation),
    new AssessmentResolver(rooms.assessment),
    new SimilarCasesResolver(rooms.assessment),
    ...ESCALATION_RESOLVERS.map((Resolver) => new Resolver(rooms.escalations)),
    new DeliveryEndpointResolver(rooms.delivery),
    new DeliveryResolver(rooms.delivery),
    new PushResolver(rooms.delivery),
  ];
}
