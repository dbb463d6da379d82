package plumbago.base.admin;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import plumbago.base.config.ConfigException;
import plumbago.base.config.Network;
import plumbago.base.config.Settings;

/**
 * Who may delete, rename and expire metrics, apply schemas, set metadata, and delete dashboards and tagged series: those
 * in the allowed networks who bring a token; and, where that is wanted, processes of this machine without one, if they ask
 * over loopback without a proxy between, and run as the user of this process or as root.
 *
 * <p>Safe for many threads.
 */
public final class AdminRule {
    private final List<Network> networks;
    private final List<byte[]> tokens = new CopyOnWriteArrayList<>();
    private final boolean loopbackWithoutToken;

    /**
     * What is known of who asks.
     *
     * @param remote where the request comes from
     * @param local where it came in
     * @param token what it brought; empty if nothing
     * @param doubt what lets it seem to come from elsewhere than from a program of this machine, such as a header of a
     *     proxy; the second half of the sentence "…, and …", or empty
     */
    public record Client(
            InetSocketAddress remote, InetSocketAddress local, Optional<String> token, Optional<String> doubt) {}

    /**
     * @param networks whence any of this may be asked for (ADMIN_ALLOWED_NETWORKS)
     * @param tokens that open it, each as good as the other
     * @param loopbackWithoutToken whether programs of this machine need none (ADMIN_LOOPBACK_WITHOUT_TOKEN)
     */
    public AdminRule(List<Network> networks, List<String> tokens, boolean loopbackWithoutToken) {
        this.networks = List.copyOf(networks);
        tokens.forEach(this::accept);
        this.loopbackWithoutToken = loopbackWithoutToken;
    }

    /**
     * The rule that the settings make.
     *
     * @throws ConfigException if there is no token where they say
     */
    public static AdminRule of(Settings settings) throws ConfigException {
        return new AdminRule(
                settings.get(AdminSettings.ADMIN_ALLOWED_NETWORKS),
                AdminToken.configured(settings).stream().toList(),
                settings.get(AdminSettings.ADMIN_LOOPBACK_WITHOUT_TOKEN));
    }

    /** The rule of a server without settings: programs of this machine. */
    public static AdminRule ofThisMachine() {
        return new AdminRule(Network.LOOPBACK, List.of(), true);
    }

    /** Lets one more token open it. */
    public void accept(String token) {
        tokens.add(token.getBytes(StandardCharsets.UTF_8));
    }

    /** Why somebody may not, as a sentence for them; empty if they may. Reads from {@code /proc}, in milliseconds. */
    public Optional<String> refusal(Client client) {
        InetAddress address = client.remote().getAddress();
        if (networks.stream().noneMatch(network -> network.contains(address))) {
            return Optional.of(address.getHostAddress()
                    + " may not change or delete what is stored; ADMIN_ALLOWED_NETWORKS in [web] says who may");
        }
        if (client.token().isPresent()) {
            return isKnown(client.token().get())
                    ? Optional.empty()
                    : Optional.of("this is not the token of this server; ADMIN_TOKEN in [web] sets it");
        }
        return doubt(client, address)
                .map(doubt ->
                        "this needs the token of ADMIN_TOKEN in [web], as Authorization: Bearer TOKEN, since " + doubt);
    }

    /** What keeps a client without a token from being one of this machine. */
    private Optional<String> doubt(Client client, InetAddress address) {
        if (!loopbackWithoutToken) {
            return Optional.of("ADMIN_LOOPBACK_WITHOUT_TOKEN in [web] is False");
        }
        if (!address.isLoopbackAddress() || !client.local().getAddress().isLoopbackAddress()) {
            return Optional.of("it does not come over loopback");
        }
        if (client.doubt().isPresent()) {
            return client.doubt();
        }
        return LocalProcess.isOfOtherUser(client.remote(), client.local())
                ? Optional.of(
                        "it cannot be told from what a proxy sends: it comes from a process of another user than this server's")
                : Optional.empty();
    }

    private boolean isKnown(String token) {
        byte[] given = token.getBytes(StandardCharsets.UTF_8);
        boolean known = false;
        for (byte[] right : tokens) {
            // All of them, and each to its end: the time it takes tells nothing.
            known |= MessageDigest.isEqual(right, given);
        }
        return known;
    }
}
