/**
 * The query port: an unmodified graphite-web asks it for the points that wait to be written, and for the aggregation
 * method of a metric, which is {@link plumbago.carbon.query.Metadata}. Looks into the write queues and the headers of files, and changes nothing but that method.
 */
package plumbago.carbon.query;
