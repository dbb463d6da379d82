/**
 * The write queues: what has been received and is not in its file yet, a queue per metric, within a limit. Receivers
 * put points in, the writer takes them out, and queries read along. Everything is held in primitive arrays, split by
 * the hash of the name into stripes with a lock each. No sockets, no files.
 */
package plumbago.carbon.cache;
