namespace Pilot.Reporting.Funding;

/// <summary>Thousands of learners share a sentence: it is kept once.</summary>
internal sealed class Phrases
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

    public Because Once(Because because) => new(Once(because.Reason), Once(because.Change));
}
