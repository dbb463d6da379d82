package plumbago.carbon.name;

/**
 * Says which metric a sent name means, and whether its points are taken at all. Asked by any thread, with no lock held.
 * The same name gets the same verdict until the rules change, so whoever asks may keep it, and should: rules may be slow.
 */
@FunctionalInterface
public interface NameJudge {
    /**
     * What a name means: the metric of that name in nearly all cases, another one for spellings that lead to the same
     * file, and where rules rewrite it.
     */
    NameVerdict judge(String sent);
}
