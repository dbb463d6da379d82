/**
 * The write queues: what has been received and is not in its file yet, a queue per metric, within a limit. {@link
 * plumbago.carbon.cache.WriteQueues} opens them and has a view for each that works with them: receivers put points in, the
 * writer takes them out, queries read along, the journal's keeper learns what it may drop, and who deletes metrics takes
 * these out. Everything is held in primitive arrays, split by the hash of the name into stripes with a lock each; in which
 * stripe and where there a series is, its number tells ({@code SeriesId}). What a name means is
 * asked in {@link plumbago.carbon.name} and remembered here. No sockets, no files.
 */
package plumbago.carbon.cache;
