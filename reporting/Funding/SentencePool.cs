namespace Pilot.Reporting.Funding;

/// <summary>Thousands of learners share a sentence: it is kept once.</summary>
internal sealed class SentencePool
{
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);

    public string Intern(string sentence)
    {
        if (_known.TryGetValue(sentence, out var kept))
        {
            return kept;
        }

        _known[sentence] = sentence;
        return sentence;
    }

    public DecisionReason Intern(DecisionReason because) => new(Intern(because.Reason), Intern(because.WhatChangesIt));
}
