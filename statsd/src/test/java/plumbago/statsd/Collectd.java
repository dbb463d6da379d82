package plumbago.statsd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A collectd that takes StatsD's packets, and writes each second into files what it makes of them. */
final class Collectd {
    private final Path folder;

    /** @param folder where its files are */
    Collectd(Path folder) {
        this.folder = folder;
    }

    /**
     * Starts it; the test is skipped if it is not installed.
     *
     * @param port for datagrams
     */
    Peer start(int port) throws IOException {
        String collectd = Peer.installed("collectd-core", "/usr/sbin/collectd", "/usr/bin/collectd");
        Path config = Files.writeString(folder.resolve("collectd.conf"), """
                Hostname "here"
                FQDNLookup false
                Interval 1
                BaseDir "%s"
                PIDFile "%s"
                TypesDB "/usr/share/collectd/types.db"
                LoadPlugin statsd
                LoadPlugin csv
                <Plugin statsd>
                  Host "127.0.0.1"
                  Port "%d"
                </Plugin>
                <Plugin csv>
                  DataDir "%s"
                  StoreRates false
                </Plugin>
                """.formatted(
                        folder, folder.resolve("pid"), port, folder.resolve("csv")));
        return Peer.start(folder, collectd, "-f", "-C", config.toString());
    }

    /** What it wrote last for a metric; 0 if nothing. */
    double latest(String metric) {
        Path written = folder.resolve("csv/here/statsd");
        if (!Files.isDirectory(written)) {
            return 0;
        }
        double latest = 0;
        // A file for each day, which its name ends with.
        try (Stream<Path> files = Files.list(written)) {
            for (Path file : files.filter(file -> file.getFileName().toString().startsWith(metric + '-'))
                    .sorted()
                    .toList()) {
                // It may be read while collectd makes it, or has written a part of a line.
                String whole = Files.readString(file);
                List<String> lines =
                        whole.substring(0, whole.lastIndexOf('\n') + 1).lines().toList();
                String last = lines.isEmpty() ? "epoch" : lines.get(lines.size() - 1);
                latest = last.startsWith("epoch") ? latest : Double.parseDouble(last.substring(last.indexOf(',') + 1));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return latest;
    }
}
