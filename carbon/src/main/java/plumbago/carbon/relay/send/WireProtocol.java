package plumbago.carbon.relay.send;

import java.util.Locale;

/** What is spoken with a destination (DESTINATION_PROTOCOL). */
public enum WireProtocol {
    /** Plaintext lines over TCP. */
    LINE,
    /** Python's pickles over TCP. */
    PICKLE,
    /** Carbon's protobuf over TCP. */
    PROTOBUF,
    /** Plaintext lines in datagrams. */
    UDP;

    /**
     * That of a name as the settings write it.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static WireProtocol of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
