namespace Pilot.Reporting.Funding;

/// <summary>Thousands of learners share a sentence: it is kept once.</summary>
internal sealed class SharedSentences
{
    private readonly Dictionary<string, string> known = new(StringComparer.Ordinal);

    public string Once(string sentence)
    {
        if (known.TryGetValue(sentence, out var kept))
        {
            return kept;
        }

        known[sentence] = sentence;
        return sentence;
    }

    public DecisionReason Once(DecisionReason because) => new(Once(because.Reason), Once(because.Change));
}
