/**
 * The journal: what has been received and is not in the Whisper files yet, on disk, so that it is there after a crash.
 * Append-only segments of checksummed records, and what reads them again at the start. Knows the queues, and nothing of
 * sockets or Whisper files.
 */
package plumbago.carbon.journal;
