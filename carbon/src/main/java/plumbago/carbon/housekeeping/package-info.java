/**
 * What is done to metrics as a whole: deleting, renaming, expiring, and giving their files the layout that the schemas
 * want. Works beside a running writer or on a data folder that nobody else uses; knows nothing of HTTP and commands.
 */
package plumbago.carbon.housekeeping;
