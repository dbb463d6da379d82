/**
 * The names of all metrics, held as a tree so that path expressions with globs are answered without touching the disk.
 * Fed by the write path and by one walk over the data folder at start; knows nothing of points.
 */
package plumbago.carbon.index;
