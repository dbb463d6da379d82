package plumbago.carbon.storage.whisper;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which links in the data folder a walk follows. One to a folder that the data folder lies in, such as {@code /}, is not
 * followed; and none is followed any farther when there are many folders and hardly any series where it leads. For one
 * thread.
 */
final class LinksOutside {
    /** So many folders are looked at in any case. */
    static final int FOLDERS = 10_000;

    /** Of so many folders one at least should hold series. */
    private static final int FOLDERS_WITH_SERIES = 100;

    private final int most;

    /** Links that are not followed, and what they led to; nothing for those that are looked at each time. */
    private final Map<Path, Object> leftOut = new HashMap<>();

    private Path dataFolder;

    /** @param most folders beyond a link without series */
    LinksOutside(int most) {
        this.most = most;
    }

    /** What is found beyond one link. */
    final class Link {
        private long folders;
        private long withSeries;
        private boolean givenUp;

        /** Counts a folder; false if no more are to be looked at. */
        boolean goesOn() {
            folders++;
            givenUp |= folders > most && withSeries * FOLDERS_WITH_SERIES < folders;
            return !givenUp;
        }

        /** Counts a folder that holds series, or a series. */
        void foundSeries() {
            withSeries++;
        }
    }

    void begin(Path folder) throws IOException {
        dataFolder = folder.toRealPath();
    }

    /**
     * Why a link is not followed, in a sentence; null if it is.
     *
     * @param key of the folder that it leads to
     */
    String refusal(Path link, Object key) throws IOException {
        Path target = link.toRealPath();
        if (dataFolder.startsWith(target)) {
            leftOut.put(link, null);
            return link + " was left out of the index: it is a link to " + target + ", which the data folder lies in";
        }
        if (leftOut.get(link) != null && String.valueOf(key).equals(String.valueOf(leftOut.get(link)))) {
            return given(link, target);
        }
        return null;
    }

    /** The links directly in a folder that were not followed; the index knows nothing of them. */
    List<String> leftOutIn(Path folder) {
        return leftOut.keySet().stream()
                .filter(link -> folder.equals(link.getParent()))
                .map(link -> link.getFileName().toString())
                .toList();
    }

    /** Notes that a link is followed no more, until it leads elsewhere; returns why. */
    String leaveOut(Path link, Object key) throws IOException {
        leftOut.put(link, key);
        return given(link, link.toRealPath());
    }

    private String given(Path link, Path target) {
        return link + " was left out of the index: it is a link to " + target + ", where there are more than " + most
                + " folders and series in less than one of " + FOLDERS_WITH_SERIES;
    }
}
