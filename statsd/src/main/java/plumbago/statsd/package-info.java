/**
 * StatsD as a part of the program: it takes packets of counters, timers, gauges and sets, and gives the store a point of each
 * statistic once in a flush interval. The way of a packet: {@code server} takes it in, {@code packet} parses it, {@code
 * metric} adds it up, {@code journal} keeps what was added, {@code flush} computes, {@code backend} passes on.
 */
package plumbago.statsd;
