/**
 * The part of the program that does what carbon-cache does on top of the store: {@link plumbago.carbon.CarbonService} opens
 * the receivers and the query port and reports of itself; {@link plumbago.carbon.PartContext} is what the parts stand on that
 * need a store of series, and {@link plumbago.carbon.ProcessContext} what the others do.
 * What keeps series is in {@code store} and the packages that it puts together; each knows only what lies behind it.
 */
package plumbago.carbon;
