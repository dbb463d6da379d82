package plumbago.base.config;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * The addresses that begin with the same bits, written {@code 10.1.0.0/16} or {@code fd00::/8}; without a slash it is one
 * address. An IPv4 address is the same when it comes over IPv6 as {@code ::ffff:10.1.2.3}.
 */
public final class Network {
    private static final int IPV4_BYTES = 4;
    private static final byte[] MAPPED_IPV4 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff};

    /** This machine's own. */
    public static final List<Network> LOOPBACK = List.of(parse("127.0.0.0/8"), parse("::1"));

    private final String text;
    private final byte[] address;
    private final int bits;

    private Network(String text, byte[] address, int bits) {
        this.text = text;
        this.address = address;
        this.bits = bits;
    }

    /**
     * Reads a network. Host names are none: what they stand for may change.
     *
     * @throws IllegalArgumentException if the text is none
     */
    static Network parse(String text) {
        int slash = text.indexOf('/');
        byte[] address = NetUtil.createByteArrayFromIpAddressString(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            throw new IllegalArgumentException(text + " is no network");
        }
        int bits = slash < 0 ? 8 * address.length : Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > 8 * address.length) {
            throw new IllegalArgumentException(text + " is no network");
        }
        return new Network(text, address, bits);
    }

    /** Whether an address belongs to the network. */
    public boolean contains(InetAddress asked) {
        byte[] bytes = asked.getAddress();
        if (bytes.length > IPV4_BYTES
                && Arrays.equals(bytes, 0, MAPPED_IPV4.length, MAPPED_IPV4, 0, MAPPED_IPV4.length)) {
            bytes = Arrays.copyOfRange(bytes, MAPPED_IPV4.length, bytes.length);
        }
        if (bytes.length != address.length) {
            return false;
        }
        int whole = bits / 8;
        if (!Arrays.equals(bytes, 0, whole, address, 0, whole)) {
            return false;
        }
        int rest = bits % 8;
        return rest == 0 || ((bytes[whole] ^ address[whole]) & 0xff) >>> (8 - rest) == 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Network that && bits == that.bits && Arrays.equals(address, that.address);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(address) + bits;
    }

    @Override
    public String toString() {
        return text;
    }
}
