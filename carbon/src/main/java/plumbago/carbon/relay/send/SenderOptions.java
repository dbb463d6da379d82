package plumbago.carbon.relay.send;

import io.netty.handler.ssl.SslContext;
import java.time.Duration;
import java.util.Optional;

/**
 * How a destination is sent to.
 *
 * @param host name or address, which is looked up for each connection
 * @param tls what encrypts; empty for none
 * @param pointsPerMessage most points in a frame of pickles or protobuf (MAX_DATAPOINTS_PER_MESSAGE)
 * @param catchUpPerSecond most points in a second by which what waits gets fewer; infinite for no limit
 * @param maxAge points that have waited longer are dropped; zero for none
 */
public record SenderOptions(
        String host,
        int port,
        WireProtocol protocol,
        Optional<SslContext> tls,
        int pointsPerMessage,
        double catchUpPerSecond,
        Duration maxAge) {}
