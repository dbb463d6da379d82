package plumbago.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import plumbago.base.measure.FileProblem;

/**
 * Trusts a server by the certificate in a file, and nothing else. A server of this machine is asked by an address of it,
 * which its certificate does not name, and the authority may be known to nobody here; but its file can be read.
 */
final class KnownCertificate extends X509ExtendedTrustManager {
    private final Certificate known;

    private KnownCertificate(Certificate known) {
        this.known = known;
    }

    /**
     * What a client makes connections with.
     *
     * @param file PEM, the server's own certificate first
     * @throws IOException if it cannot be read; the message names it
     */
    static SSLContext trusting(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            Certificate first = CertificateFactory.getInstance("X.509").generateCertificate(in);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new KnownCertificate(first)}, null);
            return context;
        } catch (FileSystemException e) {
            throw new IOException("HTTP_TLS_CERTIFICATE cannot be read: " + FileProblem.of(e), e);
        } catch (GeneralSecurityException e) {
            throw new IOException("HTTP_TLS_CERTIFICATE " + file + " cannot be used: " + e.getMessage(), e);
        }
    }

    private void check(X509Certificate[] chain) throws CertificateException {
        if (chain.length == 0 || !chain[0].equals(known)) {
            throw new CertificateException("the server shows another certificate than that of HTTP_TLS_CERTIFICATE");
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String keyType, SSLEngine engine)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String keyType, Socket socket) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String keyType) throws CertificateException {
        check(chain);
    }

    private static CertificateException noClients() {
        return new CertificateException("no clients are known here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String keyType, SSLEngine engine)
            throws CertificateException {
        throw noClients();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String keyType, Socket socket) throws CertificateException {
        throw noClients();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String keyType) throws CertificateException {
        throw noClients();
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
