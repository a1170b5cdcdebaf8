import type { ByteSource } from './byte-source.js'

/**
 * The port through which local files are reached. `#local-files` is its Node side in Node and its browser
 * side elsewhere (see "imports" in package.json).
 */
export interface LocalFiles {
  /** What lies at a path. */
  kindOf(path: string): Promise<'file' | 'folder' | 'missing'>
  /**
   * The files in a folder and in its subfolder `onnx`, by their paths within it, with their sizes in bytes.
   *
   * @throws {Io} when the system refuses to read it
   */
  list(folder: string): Promise<ReadonlyMap<string, number>>
  /**
   * The size in bytes of the file `name` in `folder` or below it.
   *
   * @returns undefined where there is none, or the name climbs out of the folder
   */
  sizeOf(folder: string, name: string): Promise<number | undefined>
  /** A path's folder and the name within it. */
  split(path: string): { readonly folder: string; readonly name: string }
  /**
   * Opens the file `name` in `folder` for reading.
   *
   * @throws {NotFound} when there is none
   * @throws {Io} when the system refuses to read it
   */
  openFile(folder: string, name: string): Promise<ByteSource>
  /**
   * Tells whether a link leads from the file `name` in `folder` to a place outside of it. The links of a Hub cache,
   * from `snapshots/…` into `blobs` beside it, stay within.
   */
  leadsOut(folder: string, name: string): Promise<boolean>
  /** The folder of the model that ships with the package. */
  embeddedModelFolder(): string
  /** An absolute form of a path, for messages and manifests. */
  absolute(path: string): string
}
