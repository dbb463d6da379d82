package plumbago.carbon.receiver;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Spoils bytes in the ways in which senders and networks, and people who look for holes, do it. */
public final class Mutations {
    private static final byte[][] SIGNIFICANT = {
        {0},
        {(byte) 0xff},
        {0x7f},
        {(byte) 0x80},
        {'\n'},
        {'\r'},
        {' '},
        {'.'},
        {';'},
        {'='},
        {'('},
        {'e'},
        {'t'},
        {'2'},
        {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff},
        {(byte) 0xff, (byte) 0xff, (byte) 0xff, 0x7f},
        {0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff},
        {0, 0, 0, (byte) 0x80},
        {(byte) 0xc3, (byte) 0xa9},
        {(byte) 0xe2, (byte) 0x80, (byte) 0xa8},
        {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
        {'n', 'a', 'n'},
        {'1', 'e', '4', '0', '0'},
        {'-', '1'},
        {
            'L', '9', '9', '9', '9', '9', '9', '9', '9', '9', '9', '9', '9', '9', '9', '9', '9', '9', '9', '9', '9',
            'L', '\n'
        },
        {'h', 0},
        {'q', 0},
        {(byte) 0x94},
        {(byte) 0x86},
        {(byte) 0x85},
        {']', 'q', 0, 'h', 0, 'a'},
        {'2', '2', 'l'},
    };

    private final SplittableRandom random;
    private final List<byte[]> corpus;

    /** @param corpus what is spoiled, and what pieces are taken from */
    public Mutations(SplittableRandom random, List<byte[]> corpus) {
        this.random = random;
        this.corpus = corpus;
    }

    /** One of the corpus, spoiled in up to four places; now and then sound. */
    public byte[] next() {
        byte[] bytes = any().clone();
        for (int i = random.nextInt(5); i > 0; i--) {
            bytes = spoil(bytes);
        }
        return bytes;
    }

    private byte[] any() {
        return corpus.get(random.nextInt(corpus.size()));
    }

    private byte[] spoil(byte[] bytes) {
        int at = random.nextInt(bytes.length + 1);
        switch (random.nextInt(7)) {
            case 0 -> {
                if (at < bytes.length) {
                    bytes[at] ^= (byte) (1 << random.nextInt(8));
                }
                return bytes;
            }
            case 1 -> {
                if (at < bytes.length) {
                    bytes[at] = (byte) random.nextInt(256);
                }
                return bytes;
            }
            case 2 -> {
                return splice(bytes, at, SIGNIFICANT[random.nextInt(SIGNIFICANT.length)], at);
            }
            case 3 -> {
                byte[] piece = SIGNIFICANT[random.nextInt(SIGNIFICANT.length)];
                return splice(bytes, at, piece, Math.min(bytes.length, at + piece.length));
            }
            case 4 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 5 -> {
                return splice(bytes, at, new byte[0], Math.min(bytes.length, at + random.nextInt(16)));
            }
            default -> {
                byte[] other = any();
                int from = random.nextInt(other.length + 1);
                int to = Math.min(other.length, from + random.nextInt(32));
                return splice(bytes, at, Arrays.copyOfRange(other, from, to), at);
            }
        }
    }

    /** The bytes with a piece in place of those from one offset to another. */
    private static byte[] splice(byte[] bytes, int from, byte[] piece, int to) {
        byte[] spliced = Arrays.copyOf(bytes, from + piece.length + bytes.length - to);
        System.arraycopy(piece, 0, spliced, from, piece.length);
        System.arraycopy(bytes, to, spliced, from + piece.length, bytes.length - to);
        return spliced;
    }
}
