import { type Viewer } from '../domain';

/** The viewer's facilities, or the one of them that was asked for; none if it is somebody else's. */
export function facilitiesAsked(viewer: Viewer, facilityId: string | null | undefined): readonly string[] {
  return viewer.facilityIds.filter((id) => facilityId == null || id === facilityId.toLowerCase());
}

/** Of what was asked for, each once; null if nothing was. An empty list asks for nothing in particular. */
export function chosen<T>(values: readonly T[] | null | undefined): readonly T[] | null {
  return values == null || values.length === 0 ? null : [...new Set(values)];
}
