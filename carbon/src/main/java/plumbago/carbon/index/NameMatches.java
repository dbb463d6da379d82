package plumbago.carbon.index;

import java.util.List;

/**
 * What a search for words found.
 *
 * @param total how many series hold all words, of those that were looked at
 * @param complete whether all names were looked at
 * @param series the best of them, best first
 * @param branches the best of the branches whose own paths hold all words and none of whose branches above does, best first
 */
public record NameMatches(int total, boolean complete, List<IndexNode> series, List<Branch> branches) {
    /**
     * A branch all of whose series were found.
     *
     * @param series how many there are below it
     */
    public record Branch(String path, int series) {}
}
