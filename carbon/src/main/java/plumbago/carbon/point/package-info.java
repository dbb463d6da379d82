/**
 * What travels from a receiver to the write queues: a batch of points in columns, and the seam
 * {@link plumbago.carbon.point.PointSink} that every receiver hands its batches to. No sockets, no queues, no files.
 */
package plumbago.carbon.point;
