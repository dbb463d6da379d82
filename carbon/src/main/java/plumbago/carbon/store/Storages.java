package plumbago.carbon.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import plumbago.base.config.ConfigException;
import plumbago.base.config.SettingGroup;
import plumbago.base.config.Settings;
import plumbago.carbon.config.StorageSettings;
import plumbago.carbon.storage.RollUps;
import plumbago.carbon.storage.Storage;
import plumbago.carbon.storage.StorageDeclaration;
import plumbago.carbon.storage.whisper.WhisperDeclaration;

/** The storages that the setting STORAGE can choose among, and what parts want for series of theirs in whichever it is. */
public final class Storages {
    /** Those that come with carbon: the Whisper files. */
    public static final Storages EMBEDDED = new Storages(List.of(WhisperDeclaration.WHISPER), List.of());

    private final List<StorageDeclaration> all;

    private final List<RollUps.Declaration> rollUps;

    private Storages(List<StorageDeclaration> all, List<RollUps.Declaration> rollUps) {
        this.all = all;
        this.rollUps = rollUps;
    }

    /** These and others. */
    public Storages with(StorageDeclaration... further) {
        return new Storages(Stream.concat(all.stream(), Stream.of(further)).toList(), rollUps);
    }

    /**
     * The same where new series of parts are rolled up as these want. They are declared here, and not by parts that run: series
     * are made of what the journal held before any part starts, and commands judge layouts without one.
     */
    public Storages withRollUps(RollUps.Declaration... further) {
        return new Storages(
                all, Stream.concat(rollUps.stream(), Stream.of(further)).toList());
    }

    /** What parts want for series of theirs. */
    RollUps rollUps(Settings settings) throws ConfigException {
        List<RollUps> opened = new ArrayList<>();
        for (RollUps.Declaration one : rollUps) {
            opened.add(one.of(settings));
        }
        return RollUps.all(opened);
    }

    /** The settings of all of them, to be read with those of the parts. */
    public List<SettingGroup> settings() {
        return all.stream().flatMap(storage -> storage.settings().stream()).toList();
    }

    /**
     * Opens the one that the settings choose.
     *
     * @throws ConfigException if there is none of that name
     */
    Storage open(StorageDeclaration.Context context) throws ConfigException, IOException {
        Settings settings = context.settings();
        String wanted = settings.get(StorageSettings.STORAGE);
        for (StorageDeclaration storage : all) {
            if (storage.name().equals(wanted)) {
                return storage.opener().open(context);
            }
        }
        throw new ConfigException(settings.origin(StorageSettings.STORAGE) + ": STORAGE = " + wanted
                + ": expected one of "
                + all.stream().map(StorageDeclaration::name).collect(Collectors.joining(", ")));
    }
}
