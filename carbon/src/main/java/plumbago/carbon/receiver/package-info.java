/**
 * The listeners: each receiver reads one protocol off a socket, decodes it into batches of points, and hands them to a
 * {@link plumbago.carbon.point.PointSink}. Knows nothing of queues or files. What cannot be decoded is counted, its
 * beginning is logged at a bounded rate, and it hurts nothing else.
 */
package plumbago.carbon.receiver;
