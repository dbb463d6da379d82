package plumbago.carbon.rules;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import plumbago.base.config.ConfigException;
import plumbago.base.config.RuleFile;
import plumbago.base.config.RuleFile.Check;
import plumbago.carbon.name.NamePipeline;
import plumbago.carbon.stats.DropReason;

/**
 * The rules about names that are in force: whitelist.conf and blacklist.conf where they are asked for, and the rewrite
 * rules. The lists look at the name as it was sent, before it is rewritten, as in carbon.
 *
 * <p>{@link #check} is called by one thread now and then; all else by any thread.
 */
public final class NameRules implements NamePipeline.Rules {
    private final Optional<RuleFile<NameList>> whitelist;
    private final Optional<RuleFile<NameList>> blacklist;
    private final Optional<RuleFile<RewriteRules>> rewriting;

    /**
     * Reads the files; each may be missing.
     *
     * @param useLists whether the lists are asked (USE_WHITELIST, which goes for both)
     * @param rewriteFile the name of the file of rewrite rules, below the folder; empty for none (REWRITE_RULES)
     * @throws ConfigException if one is there and cannot be used; it names file and line
     */
    public NameRules(Path configFolder, boolean useLists, String rewriteFile, Clock clock) throws ConfigException {
        whitelist = list(useLists, configFolder.resolve(NameList.WHITELIST_FILE), clock);
        blacklist = list(useLists, configFolder.resolve(NameList.BLACKLIST_FILE), clock);
        rewriting = rewriteFile.isEmpty()
                ? Optional.empty()
                : Optional.of(RuleFile.open(
                        configFolder.resolve(rewriteFile),
                        RewriteRules::parse,
                        RewriteRules.EMPTY,
                        true,
                        RuleFile.LISTS,
                        clock));
    }

    private static Optional<RuleFile<NameList>> list(boolean use, Path file, Clock clock) throws ConfigException {
        return use
                ? Optional.of(RuleFile.open(file, NameList::parse, NameList.EMPTY, true, RuleFile.LISTS, clock))
                : Optional.empty();
    }

    /**
     * Reads the files again that have changed, where it is time to look; returns whether what was said of a name may be said
     * differently now.
     */
    public boolean check() {
        return anyReplaced(RuleFile::check);
    }

    /** The same without waiting until it is time. */
    public boolean checkNow() {
        return anyReplaced(RuleFile::checkNow);
    }

    private boolean anyReplaced(Function<RuleFile<?>, Check> look) {
        boolean changed = false;
        for (Optional<? extends RuleFile<?>> file : List.of(whitelist, blacklist, rewriting)) {
            changed |= file.isPresent() && look.apply(file.get()) == Check.REPLACED;
        }
        return changed;
    }

    /** What in the files is not used, and why. */
    public List<String> warnings() {
        List<String> all = new ArrayList<>();
        for (Optional<? extends RuleFile<?>> file : List.of(whitelist, blacklist, rewriting)) {
            file.ifPresent(rules -> all.addAll(rules.current().warnings()));
        }
        return all;
    }

    @Override
    public Optional<DropReason> refusal(String sent) {
        if (whitelist.isEmpty() || blacklist.isEmpty()) {
            return Optional.empty();
        }
        NameFilter lists =
                new NameFilter(whitelist.get().current(), blacklist.get().current());
        return switch (lists.verdict(sent)) {
            case ACCEPTED -> Optional.empty();
            case BLACKLISTED -> Optional.of(DropReason.BLACKLISTED);
            case NOT_WHITELISTED -> Optional.of(DropReason.NOT_WHITELISTED);
        };
    }

    @Override
    public RewriteRules rewriting() {
        return rewriting.isEmpty() ? RewriteRules.EMPTY : rewriting.get().current();
    }
}
