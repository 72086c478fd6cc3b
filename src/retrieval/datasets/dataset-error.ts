/** A folder that cannot be read as a dataset; the message is for whoever named it, and quotes no cell of a table. */
export class DatasetError extends Error {
  override readonly name = 'DatasetError';
}
