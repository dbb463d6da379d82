/**
 * The names of all metrics, held as a tree so that path expressions with globs are answered without touching the disk.
 * Fed by the write path and by what the storage names at the start; knows nothing of points.
 */
package plumbago.carbon.index;
