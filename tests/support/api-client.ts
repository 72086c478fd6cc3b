/** Everything that the API said about a refusal, without its text. */
export interface Refusal {
  readonly code: string;
  readonly field?: string;
  readonly reason?: string;
}

/** The API refused a call that the test takes for granted. */
export class ApiRefusedError extends Error {
  constructor(readonly refusal: Refusal) {
    super(JSON.stringify(refusal));
  }
}

export type Variables = Readonly<Record<string, unknown>>;

/** A client as thin as the protocol allows: what it sends is what stands in the test. */
export interface ApiClient {
  readonly url: string;
  /** The data of an operation. Throws ApiRefusedError on any error of the answer. */
  ask<T>(token: string | null, document: string, variables?: Variables): Promise<T>;
  /** Why an operation is refused. Throws if it is not. */
  refusalOf(token: string | null, document: string, variables?: Variables): Promise<Refusal>;
  /** Asks for a ticket and puts the bytes to it; the upload's id. Throws if they are not stored. */
  upload(token: string, picture: UploadedPicture): Promise<string>;
}

export interface UploadedPicture {
  readonly bytes: Buffer;
  readonly mimeType: string;
}

interface Body<T> {
  readonly data?: T | null;
  readonly errors?: readonly { readonly message: string; readonly extensions: Refusal }[];
}

const REQUEST_UPLOAD = 'mutation ($input: RequestUploadInput!) { requestUpload(input: $input) { id url } }';

export function createApiClient(url: string): ApiClient {
  async function send<T>(token: string | null, query: string, variables: Variables): Promise<Body<T>> {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...bearer(token) },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as Body<T>;
  }

  async function ask<T>(token: string | null, document: string, variables: Variables = {}): Promise<T> {
    const { data, errors } = await send<T>(token, document, variables);
    const [error] = errors ?? [];
    if (error !== undefined) throw new ApiRefusedError({ ...error.extensions });
    if (data == null) throw new Error('An answer with neither data nor errors.');
    return data;
  }

  return {
    url,
    ask,
    async refusalOf(token, document, variables = {}) {
      const { errors } = await send(token, document, variables);
      const [error] = errors ?? [];
      if (error === undefined) throw new Error('The call was not refused.');
      return error.extensions;
    },
    async upload(token, { bytes, mimeType }) {
      const input = { purpose: 'IMAGE', mimeType, byteLength: bytes.length };
      const { requestUpload: ticket } = await ask<{ requestUpload: { id: string; url: string } }>(
        token,
        REQUEST_UPLOAD,
        { input },
      );
      const response = await fetch(ticket.url, {
        method: 'PUT',
        headers: { ...bearer(token), 'content-type': mimeType },
        body: new Uint8Array(bytes),
      });
      if (response.status !== 204) throw new Error(`The upload was answered with ${response.status}.`);
      return ticket.id;
    },
  };
}

function bearer(token: string | null): Record<string, string> {
  return token === null ? {} : { authorization: `Bearer ${token}` };
}
