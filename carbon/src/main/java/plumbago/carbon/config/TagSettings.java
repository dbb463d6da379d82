package plumbago.carbon.config;

import static plumbago.base.config.SettingTypes.BYTES;
import static plumbago.base.config.SettingTypes.COUNT;
import static plumbago.base.config.SettingTypes.POSITIVE;
import static plumbago.base.config.SettingTypes.SWITCH;
import static plumbago.base.config.SettingTypes.TEXT;

import java.util.List;
import plumbago.base.config.Section;
import plumbago.base.config.Setting;
import plumbago.base.config.SettingDefault;
import plumbago.base.config.SettingGroup;

/** Tagged series. */
public final class TagSettings {
    private static final String TITLE = "Tags";
    private static final String INSIDE =
            "the web side is in this process and knows every series at once; nothing has to be sent to it";
    private static final SettingGroup CACHE = new SettingGroup(TITLE, Section.CACHE);
    private static final SettingGroup INDEX = new SettingGroup("Tag index", Section.own("web"));
    static final List<SettingGroup> GROUPS = List.of(CACHE, INDEX);

    public static final Setting<Boolean> TAG_HASH_FILENAMES = CACHE.honoured(
            "TAG_HASH_FILENAMES",
            SWITCH,
            true,
            "",
            "Names the file of a tagged series by a hash of its name, so that no name is too long for the file system;"
                    + " otherwise by the name itself, with each dot written `_DOT_`.");

    public static final Setting<Boolean> ENABLE_TAGS =
            CACHE.withoutMeaning("ENABLE_TAGS", SWITCH, true, "Tells graphite-web about every series.", INSIDE);

    public static final Setting<String> GRAPHITE_URL = CACHE.withoutMeaning(
            "GRAPHITE_URL", TEXT, "http://127.0.0.1:80", "Where graphite-web is told about series.", INSIDE);

    public static final Setting<Boolean> SKIP_TAGS_FOR_NONTAGGED = CACHE.withoutMeaning(
            "SKIP_TAGS_FOR_NONTAGGED", SWITCH, true, "Tells graphite-web about tagged series only.", INSIDE);

    public static final Setting<Integer> TAG_UPDATE_INTERVAL = CACHE.withoutMeaning(
            "TAG_UPDATE_INTERVAL", POSITIVE, 100, "After how many writes a series is told about again.", INSIDE);

    public static final Setting<Integer> TAG_BATCH_SIZE = CACHE.withoutMeaning(
            "TAG_BATCH_SIZE", POSITIVE, 100, "How many series are told about in one request.", INSIDE);

    public static final Setting<Integer> TAG_QUEUE_SIZE =
            CACHE.withoutMeaning("TAG_QUEUE_SIZE", COUNT, 10_000, "How many series may wait to be told about.", INSIDE);

    public static final Setting<Long> MAX_TAG_INDEX_BYTES = INDEX.honoured(
            "MAX_TAG_INDEX_BYTES",
            BYTES,
            SettingDefault.derived(
                    "an eighth of the largest heap",
                    sources -> Runtime.getRuntime().maxMemory() / 8),
            "bytes",
            "Most memory for the tag index, by an estimate. Series that were only registered by `/tags/tagSeries` give way"
                    + " to those that have points; what goes beyond is stored and found by name, but not by tag.");

    private TagSettings() {}
}
