package plumbago.base.net;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import plumbago.base.config.FolderSettings;
import plumbago.base.config.Section;
import plumbago.base.config.Setting;
import plumbago.base.config.Settings;

/**
 * The settings by which a listener encrypts.
 *
 * @param certificate a PEM file below CONF_DIR, with the certificate and behind it those that lead to its authority; empty
 *     for no TLS
 * @param key a PEM file below CONF_DIR, with its private key
 * @param required whether a connection that does not begin with TLS is closed
 * @param handshakeTimeout how long a handshake may take; zero for as long as it likes
 */
public record TlsSettings(
        Setting<String> certificate,
        Setting<String> key,
        Setting<Boolean> required,
        Setting<Duration> handshakeTimeout) {
    /**
     * Reads the certificate and the key.
     *
     * @return nothing if the settings name neither
     * @throws IOException if they name one without the other, or a file cannot be used; the message names setting and file
     */
    public Optional<Tls> read(Settings settings) throws IOException {
        String certificateFile = settings.get(certificate);
        String keyFile = settings.get(key);
        if (certificateFile.isEmpty() != keyFile.isEmpty()) {
            Setting<String> given = keyFile.isEmpty() ? certificate : key;
            throw new IOException(settings.origin(given) + ": " + given + " needs "
                    + (keyFile.isEmpty() ? key : certificate) + " beside it in " + section()
                    + ", the two belong together");
        }
        if (certificateFile.isEmpty()) {
            return Optional.empty();
        }
        Path folder = settings.get(FolderSettings.CONF_DIR);
        return Optional.of(new Tls(this, folder.resolve(certificateFile), folder.resolve(keyFile)));
    }

    /** Where they are usually written, for messages. */
    Section section() {
        return certificate.sections().iterator().next();
    }
}
