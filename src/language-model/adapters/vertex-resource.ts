/** `projects/P/locations/R/…` in its parts. */
export interface VertexResource {
  readonly project: string;
  readonly location: string;
}

/** Throws if it is no such name: settings are checked before anything starts. */
export function parseVertexResource(name: string): VertexResource {
  const [, project, location] = /^projects\/([^/]+)\/locations\/([a-z0-9-]+)\/./.exec(name) ?? [];
  if (project === undefined || location === undefined) {
    throw new Error('A model of Vertex AI must be named projects/P/locations/R/….');
  }
  return { project, location };
}

/** The host that all endpoints of a region share. */
export function vertexHost(name: string): string {
  const { location } = parseVertexResource(name);
  return location === 'global' ? 'aiplatform.googleapis.com' : `${location}-aiplatform.googleapis.com`;
}
