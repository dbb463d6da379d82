/**
 * What is done to metrics as a whole: deleting, renaming, expiring, and giving their files the layout that the schemas
 * want; and which metrics there are and how they are stored. Works beside a running writer or on a data folder that nobody
 * else uses; knows nothing of HTTP and commands.
 */
package plumbago.carbon.housekeeping;
