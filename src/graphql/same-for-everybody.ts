/**
 * `@Extensions(SAME_FOR_EVERYBODY)` on a resolver promises that what it answers does not depend on who asks, so that one
 * answer does for everybody who may have it; of a subscription also that its arguments decide which events come, and
 * nothing else. Such an answer is made without a viewer: a resolver that asks who is asking fails, and shows nothing.
 */
export const SAME_FOR_EVERYBODY = { sameForEverybody: true } as const;
