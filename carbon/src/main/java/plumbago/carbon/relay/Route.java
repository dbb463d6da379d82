package plumbago.carbon.relay;

import plumbago.carbon.stats.DropReason;

/**
 * What becomes of the points of a name. Of those that are alike there is one. Unchangeable.
 *
 * @param destinations indexes, each once
 * @param name under which they go on, in UTF-8; null if it is the one that they came by
 * @param refusal why they go nowhere; null if they do
 */
record Route(int[] destinations, byte[] name, DropReason refusal) {}
