package plumbago.base.net;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a certificate and a key are those of one pair, which nobody asks before the first handshake fails. */
final class KeyPairs {
    private static final Pattern PKCS_8 =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private static final byte[] SOME_BYTES = {1, 2, 3};

    private KeyPairs() {}

    /** False if what the one signs is not what the other has signed; true also if that cannot be told. */
    static boolean belongTogether(byte[] certificate, byte[] key) {
        Matcher pem = PKCS_8.matcher(new String(key, StandardCharsets.ISO_8859_1));
        if (!pem.find()) {
            return true;
        }
        try {
            PublicKey known = CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(certificate))
                    .getPublicKey();
            String algorithm = switch (known.getAlgorithm()) {
                case "RSA" -> "SHA256withRSA";
                case "EC" -> "SHA256withECDSA";
                case "EdDSA", "Ed25519" -> "Ed25519";
                default -> null;
            };
            return algorithm == null || isOf(known, secret(known, pem.group(1)), algorithm);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // A key of another kind cannot be read as one of the certificate's.
            return false;
        }
    }

    private static PrivateKey secret(PublicKey known, String text) throws GeneralSecurityException {
        return KeyFactory.getInstance(known.getAlgorithm())
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(text)));
    }

    private static boolean isOf(PublicKey known, PrivateKey secret, String algorithm) throws GeneralSecurityException {
        Signature signing = Signature.getInstance(algorithm);
        signing.initSign(secret);
        signing.update(SOME_BYTES);
        Signature checking = Signature.getInstance(algorithm);
        checking.initVerify(known);
        checking.update(SOME_BYTES);
        return checking.verify(signing.sign());
    }
}
