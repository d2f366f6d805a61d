using Pilot.Tests.Support;

namespace Pilot.Tests.Returns.Rules;

/// <summary>
/// A change to a valid return, and whether the rule fires for it. A firing rule fires alone, but for the rules that it names itself.
/// </summary>
public sealed record RuleCase(string Rule, bool Fires, string About, Func<ReturnUnderTest> Begin, Action<ReturnUnderTest> Change)
{
    public string[] Also { get; init; } = [];

    public override string ToString() => $"{Rule} {(Fires ? "fires" : "does not fire")}: {About}";
}

/// <summary>Writes the cases of one return down.</summary>
public sealed class RuleCaseList(Func<ReturnUnderTest> begin)
{
    public List<RuleCase> Cases { get; } = [];

    public void Fires(string rule, string about, Action<ReturnUnderTest> change, params string[] also) =>
        Cases.Add(new RuleCase(rule, true, about, begin, change) { Also = also });

    public void Not(string rule, string about, Action<ReturnUnderTest> change, params string[] also) =>
        Cases.Add(new RuleCase(rule, false, about, begin, change) { Also = also });
}

public static class ReturnBuilderWords
{
    /// <summary>Changes a cell of the first row.</summary>
    public static void Set(this ReturnUnderTest underTest, string column, object? value) => underTest.File.With(0, column, value);

    public static void Declare(this ReturnUnderTest underTest, string key, object? value) => underTest.File.Declare(key, value);

    public static string Learner(int i) => ReturnBuilder.LearnerRef(i);
}
