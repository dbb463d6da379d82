/**
 * The way of a point, assembled: {@link plumbago.carbon.CarbonService} starts receivers, queues, writer and storage in
 * order and stops them in the opposite one. The parts live in the packages below, in the order {@code receiver},
 * {@code cache}, {@code writer}, {@code storage}; each knows only what lies behind it.
 */
package plumbago.carbon;
