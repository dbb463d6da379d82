/**
 * The writer: takes what waits in the write queues and puts it into storage, a series' points in one write. Knows
 * nothing of sockets and nothing of file formats.
 */
package plumbago.carbon.writer;
