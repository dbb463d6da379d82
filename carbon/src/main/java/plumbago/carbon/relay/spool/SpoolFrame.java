package plumbago.carbon.relay.spool;

import io.netty.buffer.ByteBuf;

/**
 * Lines that were accepted together. Belongs to one thread; whoever got it releases its lines.
 *
 * @param lines {@code name value timestamp\n}, whole ones
 * @param points how many lines there are
 * @param accepted when, in milliseconds since the epoch
 * @param end where it ends in its file; 0 if it is in memory alone
 */
public record SpoolFrame(ByteBuf lines, int points, long accepted, long end) {}
