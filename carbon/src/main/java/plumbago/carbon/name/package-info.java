/**
 * What a sent name means: the metric it is a name of, or why its points are dropped ({@link
 * plumbago.carbon.name.NameJudge}), on carbon's way through lists and rewriting ({@link
 * plumbago.carbon.name.NamePipeline}); and how a series with tags is written: its one spelling, and the places under
 * which its file may lie. The rules are in {@link plumbago.carbon.rules}, which names can be metrics at all is decided in
 * storage, and verdicts are kept by whoever asked: no queues here.
 */
package plumbago.carbon.name;
