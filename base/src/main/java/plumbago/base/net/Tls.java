package plumbago.base.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.config.Setting;
import plumbago.base.measure.FileProblem;

/**
 * The certificate and the key that listeners encrypt with, both PEM files, as they are at the moment: {@link #check} reads
 * them again when one has changed, and connections from then on get the new ones. Safe for many threads.
 */
public final class Tls {
    private static final Logger LOG = LoggerFactory.getLogger(Tls.class);

    /** No chain of certificates comes near. */
    private static final int LARGEST = 4 << 20;

    private final TlsSettings settings;
    private final Path certificate;
    private final Path key;
    private byte[] certificateBytes;
    private byte[] keyBytes;
    private volatile SslContext context;
    /** What was wrong at the last look, which is logged once. */
    private String problem = "";

    /**
     * Reads both files.
     *
     * @param settings the settings that name the files, for messages
     * @param certificate the certificate, and behind it those that lead to its authority
     * @param key its private key, PKCS #8 without a password
     * @throws IOException if they cannot be read or used; the message names them and the reason
     */
    public Tls(TlsSettings settings, Path certificate, Path key) throws IOException {
        this.settings = settings;
        this.certificate = certificate;
        this.key = key;
        read();
    }

    /** Reads the files again if one of them is another one now. What cannot be used is logged, and the old ones stay. */
    public synchronized void check() {
        try {
            if (!Arrays.equals(certificateBytes, bytes(certificate, settings.certificate()))
                    || !Arrays.equals(keyBytes, bytes(key, settings.key()))) {
                read();
                LOG.info("{} is used from now on", certificate);
            }
            problem = "";
        } catch (IOException e) {
            if (!e.getMessage().equals(problem)) {
                problem = e.getMessage();
                LOG.warn("the certificate before is still used: {}", problem);
            }
        }
    }

    /** The settings that name the files. */
    TlsSettings settings() {
        return settings;
    }

    private void read() throws IOException {
        byte[] newCertificate = bytes(certificate, settings.certificate());
        byte[] newKey = bytes(key, settings.key());
        try {
            SslContext read = SslContextBuilder.forServer(
                            new ByteArrayInputStream(newCertificate), new ByteArrayInputStream(newKey))
                    .sslProvider(SslProvider.JDK)
                    .build();
            if (!KeyPairs.belongTogether(newCertificate, newKey)) {
                throw new IOException(settings.key() + " " + key + " is not the key of " + settings.certificate() + " "
                        + certificate + "; replace both");
            }
            context = read;
        } catch (SSLException | IllegalArgumentException e) {
            throw new IOException(
                    settings.certificate() + " " + certificate + " and " + settings.key() + " " + key
                            + " cannot be used: expected PEM files, the key as PKCS #8 without a password; "
                            + reason(e),
                    e);
        }
        certificateBytes = newCertificate;
        keyBytes = newKey;
    }

    private byte[] bytes(Path file, Setting<String> setting) throws IOException {
        try {
            // A pipe would be waited for, and with it all that looks at changed files; a device has no end.
            if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
                throw new IOException(file + ": it is no regular file");
            }
            byte[] bytes;
            try (InputStream in = Files.newInputStream(file)) {
                bytes = in.readNBytes(LARGEST + 1);
            }
            if (bytes.length > LARGEST) {
                throw new IOException(file + ": larger than 4 MiB, which no certificate is");
            }
            return bytes;
        } catch (IOException e) {
            throw new IOException(setting + " in " + settings.section() + " cannot be read: " + FileProblem.of(e), e);
        }
    }

    private static String reason(Throwable e) {
        return e.getCause() == null || e.getCause().getMessage() == null
                ? e.getMessage()
                : e.getMessage() + ": " + e.getCause().getMessage();
    }

    /**
     * What encrypts a connection.
     *
     * @param required whether one that does not begin with TLS is closed; otherwise it goes on in the clear
     * @param handshakes does what of a handshake takes long
     */
    ChannelHandler newHandler(Channel channel, boolean required, Executor handshakes) {
        return required
                ? newHandler(context, channel, handshakes)
                : new TlsChoice(connection -> newHandler(context, connection.channel(), handshakes));
    }

    private static SslHandler newHandler(SslContext chosen, Channel channel, Executor handshakes) {
        SslHandler handler = chosen.newHandler(
                channel.alloc(),
                task -> handshakes.execute(() -> {
                    // Nobody waits for it any more.
                    if (channel.isActive()) {
                        task.run();
                    }
                }));
        // While senders have to wait, nothing is read of theirs, which Netty's own limit does not know.
        handler.setHandshakeTimeoutMillis(0);
        return handler;
    }
}
