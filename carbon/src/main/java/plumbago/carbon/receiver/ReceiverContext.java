package plumbago.carbon.receiver;

import plumbago.base.config.Settings;
import plumbago.base.net.ListenerOptions;
import plumbago.base.net.Transport;

/**
 * What all receivers of a process share.
 *
 * @param settings for what a protocol alone is told
 * @param transport the threads to read with; stays the caller's
 * @param options how connections are treated
 * @param intake where points go
 */
public record ReceiverContext(Settings settings, Transport transport, ListenerOptions options, Intake intake) {}
