/** The door of graphql/: what the resolvers of every room share. It knows the domain and no room. */
import 'reflect-metadata';
import './enums';

export { answer, refusal, requireViewer, UNAUTHENTICATED } from './answer';
export { type RequestContext, type ResolverClass } from './context';
export { type EventSource, readyIn } from './event-source';
export { createLoaderRegistry, type BatchFn, type LoaderRegistry } from './loaders';
export { MediaType } from './media.type';
export {
  encodeCursor,
  MAX_PAGE_SIZE,
  PageInfo,
  readCursor,
  readPage,
  rowsToCount,
  toConnection,
  type Connection,
  type CursorKeys,
  type Page,
} from './page';
export { SAME_FOR_EVERYBODY } from './same-for-everybody';
export { chosen, isWorkListKeys, MAX_EXACT_COUNT, type WorkListKeys } from './work-list';
export { CursorScalar, DateTimeScalar, LanguageTagScalar } from './scalars';
