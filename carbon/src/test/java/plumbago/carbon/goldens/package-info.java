/** Replays what carbon was recorded doing. The replays themselves stand beside what they test. */
package plumbago.carbon.goldens;
