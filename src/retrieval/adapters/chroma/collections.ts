import { ChromaClient, ChromaNotFoundError, type Collection } from 'chromadb';

/** A Chroma server's collections by name. */
export interface Collections {
  readonly client: ChromaClient;
  /** Rejects if the call fails or there is no such collection. */
  use<T>(name: string, call: (handle: Collection) => Promise<T>): Promise<T>;
  drop(name: string): Promise<void>;
}

/**
 * `chromaUrl`: for example http://127.0.0.1:8001. Keeps a collection's handle, which costs a request, and forgets it when a
 * call fails: it may have been made anew.
 */
export function openCollections(chromaUrl: string): Collections {
  const url = new URL(chromaUrl);
  const ssl = url.protocol === 'https:';
  const client = new ChromaClient({
    host: url.hostname,
    port: Number(url.port || (ssl ? 443 : 80)),
    ssl,
  });
  const handles = new Map<string, Promise<Collection>>();
  return {
    client,
    async use(name, call) {
      const handle = handles.get(name) ?? client.getCollection({ name });
      handles.set(name, handle);
      try {
        return await call(await handle);
      } catch (error) {
        handles.delete(name);
        throw error;
      }
    },
    async drop(name) {
      handles.delete(name);
      await client.deleteCollection({ name }).catch((error: unknown) => {
        if (!(error instanceof ChromaNotFoundError)) throw error;
      });
    },
  };
}
