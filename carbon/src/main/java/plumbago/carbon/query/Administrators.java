package plumbago.carbon.query;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.Optional;
import plumbago.base.admin.AdminRule;

/** Who may set metadata. */
@FunctionalInterface
interface Administrators {
    /** Why a client may not, by its connection and the token that it brought; empty if it may. */
    Optional<String> refusal(Channel channel, Optional<String> token);

    static Administrators by(AdminRule rule) {
        return (channel, token) -> channel.remoteAddress() instanceof InetSocketAddress remote
                        && channel.localAddress() instanceof InetSocketAddress local
                ? rule.refusal(new AdminRule.Client(remote, local, token, Optional.empty()))
                : Optional.of("the connection has ended");
    }
}
