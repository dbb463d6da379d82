package plumbago.carbon.relay.route;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash functions that relays agree upon. */
final class Hashes {
    private Hashes() {}

    /** The first two bytes of MD5. */
    static int md5Position(byte[] text) {
        try {
            byte[] hash = MessageDigest.getInstance("MD5").digest(text);
            return ((hash[0] & 0xff) << 8) | (hash[1] & 0xff);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }

    /** Both halves of FNV-1a of 32 bits laid over each other. */
    static int fnv1aPosition(byte[] text) {
        int hash = 0x811c9dc5;
        for (byte b : text) {
            hash = (hash ^ (b & 0xff)) * 0x01000193;
        }
        return (hash >>> 16) ^ (hash & 0xffff);
    }

    /** FNV-1a of 64 bits. */
    static long fnv1a64(byte[] text) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : text) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }

    /** MurmurHash3 of 32 bits for x86, with the seed 0. */
    static int murmur3(byte[] text) {
        int hash = 0;
        int whole = text.length & ~3;
        for (int i = 0; i < whole; i += 4) {
            int word = (text[i] & 0xff)
                    | ((text[i + 1] & 0xff) << 8)
                    | ((text[i + 2] & 0xff) << 16)
                    | ((text[i + 3] & 0xff) << 24);
            hash = Integer.rotateLeft(hash ^ scrambled(word), 13) * 5 + 0xe6546b64;
        }
        int rest = 0;
        for (int i = text.length - 1; i >= whole; i--) {
            rest = (rest << 8) | (text[i] & 0xff);
        }
        hash ^= scrambled(rest) ^ text.length;
        hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
        hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
        return hash ^ (hash >>> 16);
    }

    private static int scrambled(int word) {
        return Integer.rotateLeft(word * 0xcc9e2d51, 15) * 0x1b873593;
    }

    /** The step of the generator xorshift64*, which carbon-c-relay makes a new hash with for each further copy. */
    static long xorshift(long hash) {
        long next = hash ^ (hash >>> 12);
        next ^= next << 25;
        next ^= next >>> 27;
        return next * 2685821657736338717L;
    }

    /** The bucket of a hash among so many, by the jump consistent hash of Lamping and Veach. */
    static int jump(long hash, int buckets) {
        long key = hash;
        long bucket = 0;
        long next = 0;
        while (next < buckets) {
            bucket = next;
            key = key * 2862933555777941757L + 1;
            next = (long) ((bucket + 1) * (0x1p31 / ((key >>> 33) + 1)));
        }
        return (int) bucket;
    }
}
