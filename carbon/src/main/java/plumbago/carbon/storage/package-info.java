/**
 * Where points rest: the seam {@link plumbago.carbon.storage.Storage} between the writer, the readers and the place
 * that keeps series, and its Whisper implementation with the storage schemas and aggregation rules that shape new
 * files. Metric names become file paths here and nowhere else; no sockets, no queues.
 */
package plumbago.carbon.storage;
