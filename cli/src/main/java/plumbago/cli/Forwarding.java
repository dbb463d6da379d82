package plumbago.cli;

import java.util.List;
import java.util.function.Predicate;
import plumbago.base.config.Section;
import plumbago.base.config.Setting;
import plumbago.base.config.Settings;
import plumbago.base.part.PartDeclaration;
import plumbago.carbon.ProcessContext;

/**
 * A daemon of carbon that keeps no series, and passes points on.
 *
 * @param daemon the section of its settings
 * @param part what runs it
 * @param decisive the settings by which a plain start runs it or not
 * @param isOfUse whether a plain start runs it; given those settings alone, as they are in the daemon's section
 */
record Forwarding(
        Section daemon, PartDeclaration<ProcessContext> part, List<Setting<?>> decisive, Predicate<Settings> isOfUse) {}
