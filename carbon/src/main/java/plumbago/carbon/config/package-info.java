/**
 * What carbon's users have written: the settings of carbon.conf for the way of a point, each declared once with its type,
 * default and doc, and storage-schemas.conf and storage-aggregation.conf, read with their meaning in carbon. Nothing in here
 * acts on a setting, watches a file or starts a thread.
 */
package plumbago.carbon.config;
