/**
 * What the user has written: carbon.conf with all its settings, storage-schemas.conf and storage-aggregation.conf, read
 * with carbon's own meaning. Every setting is declared here once, with its type, default and doc. Nothing in here acts on
 * a setting, watches a file or starts a thread.
 */
package plumbago.carbon.config;
