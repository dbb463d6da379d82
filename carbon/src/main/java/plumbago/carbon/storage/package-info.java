/**
 * Where points rest: the seam {@link plumbago.carbon.storage.Storage} between the writer, the readers, the housekeeping
 * and the place that keeps series, and the words in which they speak of it. Nothing here knows what that place is; no
 * sockets, no queues.
 */
package plumbago.carbon.storage;
