/**
 * The settings, under the names of the original's exampleConfig.js, and what reads such a file.
 */
package plumbago.statsd.config;
