package plumbago.whisper;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Gives a file other archives, and as much of its points as they can take.
 *
 * <pre>{@code
 * Resize.of(path, List.of(Retention.parse("10s:1d"), Retention.parse("1m:30d"))).keepBackup(false).run(now);
 * }</pre>
 *
 * <p>The file is built beside the old one and takes its place when it is complete; the old one stays as
 * {@code NAME.bak}. If anything fails on the way, the old file is as it was. As the original does, it leaves out the
 * oldest slot of each archive, and copies points from the coarsest archive to the finest, so that where a new archive
 * reaches farther back than the old one it begins with coarser points.
 *
 * <p>Nobody may write to the file meanwhile.
 */
public final class Resize {
    /** What a resize is about to do, or has just done. */
    public enum Stage {
        /** The points of the old file are about to be read; the file is the old one. */
        READING,
        /** What an earlier resize left behind is about to be removed; the file is the leftover. */
        REMOVING_LEFTOVER,
        /** The new file is about to be made. */
        CREATING,
        /** The new file is made, and empty. */
        CREATED,
        /** The points are about to be stored in the new file. */
        MIGRATING,
        /** The old file is about to be renamed; the file is its new name. */
        RENAMING_OLD,
        /** The new file is about to take the place of the old; the file is the name of both. */
        RENAMING_NEW,
        /** The new file is in its place. */
        RESIZED,
        /** The old file is about to be removed under its new name. */
        REMOVING_BACKUP
    }

    /** Is told of each stage, and may throw {@link java.util.concurrent.CancellationException} to end the resize. */
    @FunctionalInterface
    public interface Observer {
        /** Is called before the stage, or after it where its name says so. */
        void at(Stage stage, Path file);
    }

    private final Path path;
    private final List<Retention> retentions;
    private OptionalDouble xFilesFactor = OptionalDouble.empty();
    private Optional<AggregationMethod> aggregationMethod = Optional.empty();
    private Optional<Path> newFile = Optional.empty();
    private Allocation allocation = Allocation.SPARSE;
    private boolean aggregate;
    private boolean keepBackup = true;
    private Observer observer = (stage, file) -> {};

    private Resize(Path path, List<Retention> retentions) {
        this.path = path;
        this.retentions = List.copyOf(retentions);
    }

    /** A resize of a file to new archives, in any order. Nothing happens before {@link #run}. */
    public static Resize of(Path path, List<Retention> retentions) {
        return new Resize(path, retentions);
    }

    /** Gives the new file another xFilesFactor than the old has, from 0 to 1. */
    public Resize xFilesFactor(double factor) {
        xFilesFactor = OptionalDouble.of(factor);
        return this;
    }

    /** Gives the new file another aggregation method than the old has. */
    public Resize aggregationMethod(AggregationMethod method) {
        aggregationMethod = Optional.of(method);
        return this;
    }

    /**
     * Makes each point of the new archives of all old points in its time, if enough of them are known, instead of
     * copying points as they are. Better where the new archives are coarser than the old.
     */
    public Resize aggregate(boolean on) {
        aggregate = on;
        return this;
    }

    /** Makes the new file under a name of its own, and leaves the old one where it is. */
    public Resize into(Path file) {
        newFile = Optional.of(file);
        return this;
    }

    /** Whether to keep the old file as {@code NAME.bak}, which is the default; an older one of that name is replaced. */
    public Resize keepBackup(boolean keep) {
        keepBackup = keep;
        return this;
    }

    /** How the empty points of the new file are made; {@link Allocation#SPARSE} unless told. */
    public Resize allocation(Allocation how) {
        allocation = Objects.requireNonNull(how, "allocation");
        return this;
    }

    /** Tells someone of each stage. */
    public Resize observer(Observer watcher) {
        observer = Objects.requireNonNull(watcher, "observer");
        return this;
    }

    /**
     * Does it.
     *
     * @param now seconds since the epoch
     * @throws WhisperException if the old file is damaged, or the new archives are not valid
     */
    public void run(long now) throws IOException {
        observer.at(Stage.READING, path);
        Header old;
        List<FetchResult> ranges;
        try (WhisperFile file = WhisperFile.openReadOnly(path)) {
            old = file.header();
            ranges = read(file, now);
        }
        Path target = newFile.orElseGet(() -> sibling(".tmp"));
        if (newFile.isEmpty() && Files.exists(target)) {
            observer.at(Stage.REMOVING_LEFTOVER, target);
            Files.delete(target);
        }
        observer.at(Stage.CREATING, target);
        WhisperLayout layout = WhisperLayout.of(
                retentions, xFilesFactor.orElse(old.xFilesFactor()), aggregationMethod.orElse(old.aggregationMethod()));
        WhisperFile.create(target, layout, allocation);
        boolean complete = false;
        try {
            observer.at(Stage.CREATED, target);
            migrate(target, layout, ranges, xFilesFactor.orElse(old.xFilesFactor()), now);
            if (newFile.isEmpty()) {
                replace(target);
            }
            complete = true;
        } finally {
            if (!complete) {
                Files.deleteIfExists(target);
            }
        }
        if (newFile.isEmpty()) {
            observer.at(Stage.RESIZED, path);
            if (!keepBackup) {
                observer.at(Stage.REMOVING_BACKUP, sibling(".bak"));
                Files.delete(sibling(".bak"));
            }
        }
    }

    /** One range for each archive, from the coarsest to the finest. */
    private static List<FetchResult> read(WhisperFile file, long now) throws IOException {
        List<Archive> archives = new ArrayList<>(file.header().archives());
        archives.sort((a, b) -> Long.compare(b.secondsPerPoint(), a.secondsPerPoint()));
        List<FetchResult> ranges = new ArrayList<>();
        for (Archive archive : archives) {
            ArchiveCheck.checkShape(
                    file.path(), archive, file.header().archives().indexOf(archive));
            file.fetch(now - archive.retention() + archive.secondsPerPoint(), now, now)
                    .ifPresent(ranges::add);
        }
        return ranges;
    }

    private void migrate(Path target, WhisperLayout layout, List<FetchResult> ranges, double enough, long now)
            throws IOException {
        observer.at(Stage.MIGRATING, target);
        try (WhisperFile file = WhisperFile.open(target, Access.CHANNEL)) {
            if (aggregate) {
                if (layout.retentions().get(0).secondsPerPoint() == 0) {
                    // There is no time that such a point could be made of.
                    layout.checkUsable();
                }
                PointsOfAllArchives all = PointsOfAllArchives.of(ranges);
                for (Retention retention : layout.retentions()) {
                    Points points = all.aggregate(retention, layout.aggregationMethod(), enough, now);
                    file.updateMany(points.timestamps, points.values, points.count, now);
                }
            } else {
                for (FetchResult range : ranges) {
                    Points points = Points.of(range);
                    file.updateMany(points.timestamps, points.values, points.count, now);
                }
            }
            if (!keepBackup) {
                // Soon it will be all there is.
                file.force();
            }
        }
    }

    /** At no moment is there no file under the name, unless the file system knows no second names. */
    private void replace(Path target) throws IOException {
        Path backup = sibling(".bak");
        observer.at(Stage.RENAMING_OLD, backup);
        boolean linked = false;
        try {
            Files.deleteIfExists(backup);
            Files.createLink(backup, path);
            linked = true;
        } catch (UnsupportedOperationException | FileAlreadyExistsException e) {
            Files.move(path, backup, StandardCopyOption.REPLACE_EXISTING);
        }
        boolean replaced = false;
        try {
            observer.at(Stage.RENAMING_NEW, path);
            Files.move(target, path, StandardCopyOption.ATOMIC_MOVE);
            replaced = true;
        } finally {
            if (!replaced) {
                if (linked) {
                    Files.delete(backup);
                } else {
                    Files.move(backup, path, StandardCopyOption.ATOMIC_MOVE);
                }
            }
        }
    }

    private Path sibling(String suffix) {
        return path.resolveSibling(path.getFileName() + suffix);
    }
}
