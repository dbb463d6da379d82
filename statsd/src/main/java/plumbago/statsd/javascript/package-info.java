/**
 * Numbers as JavaScript reads and writes them, and dumps as node prints them: the original's answers are made of these.
 */
package plumbago.statsd.javascript;
