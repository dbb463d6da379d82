package plumbago.cli;

import java.util.List;
import java.util.stream.Stream;
import plumbago.base.config.SettingGroup;
import plumbago.carbon.config.CarbonSettings;
import plumbago.web.WebSettings;

/** The settings of all parts of the program, in the order of the docs. */
public final class AllSettings {
    public static final List<SettingGroup> GROUPS = Stream.of(CarbonSettings.GROUPS, WebSettings.GROUPS)
            .flatMap(List::stream)
            .toList();

    private AllSettings() {}
}
