import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { answer, requireViewer, type RequestContext } from '../graphql';
import { type Identity } from './identity';
import { FacilityType, SignInInput, SignInPayload, ViewerType } from './identity.types';
import { Action, permit, sees } from './policy';

@Resolver(() => ViewerType)
export class IdentityResolver {
  constructor(private readonly identity: Identity) {}

  @Query(() => ViewerType, { nullable: true })
  viewer(@Ctx() context: RequestContext): ViewerType | null {
    return context.viewer;
  }

  @Query(() => [FacilityType])
  async facilities(@Ctx() context: RequestContext): Promise<FacilityType[]> {
    const viewer = requireViewer(context);
    answer(permit(viewer, Action.LIST_FACILITIES));
    return this.load(viewer.facilityIds, context);
  }

  /** Of another member of staff, only the facilities that the viewer works for too: the others are not disclosed. */
  @FieldResolver(() => [FacilityType], {
    name: 'facilities',
    description: 'The facilities that the viewer works for.',
  })
  facilitiesOfViewer(
    @Root() { facilityIds }: ViewerType,
    @Ctx() context: RequestContext,
  ): Promise<FacilityType[]> {
    const { viewer } = context;
    // Signing in shows whoever signed in, before the request itself has a viewer.
    const shown = viewer === null ? facilityIds : facilityIds.filter((id) => sees(viewer, id));
    return this.load(shown, context);
  }

  @Mutation(() => SignInPayload, {
    description: 'Staff. The token is returned and also set as an HttpOnly cookie.',
  })
  async signIn(@Arg('input') input: SignInInput, @Ctx() context: RequestContext): Promise<SignInPayload> {
    const signedIn = answer(await this.identity.signIn({ ...input, clientAddress: context.clientAddress }));
    context.setSessionCookie(signedIn);
    return signedIn;
  }

  @Mutation(() => Boolean)
  signOut(@Ctx() context: RequestContext): Promise<boolean> {
    requireViewer(context);
    context.setSessionCookie(null);
    return this.identity.signOut(context.bearerToken ?? '');
  }

  private async load(ids: readonly string[], { loaders }: RequestContext): Promise<FacilityType[]> {
    const loader = loaders.batch(this.identity.facilityById);
    const found = await Promise.all(ids.map((id) => loader.load(id)));
    return found.filter((facility) => facility !== null).sort((a, b) => a.name.localeCompare(b.name));
  }
}
