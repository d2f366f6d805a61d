using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Returns.Rules;

namespace Pilot.Tests.Support;

/// <summary>A file over which a reader could stumble, and the answer that it must get.</summary>
/// <param name="Oddity">What is odd about it, in words: it stands in tests/Examples/README.md.</param>
/// <param name="MadeBy">The program that wrote it, or "by hand" where it is put together when the tests run.</param>
/// <param name="Rules">Every finding's rule, in the order of the findings.</param>
/// <param name="Make">The bytes, and all that they are judged against.</param>
internal sealed record EdgeCaseFile(
    string Name, string Oddity, string MadeBy, SubmissionStatus Status, IReadOnlyList<string> Rules, Func<(ReturnUnderTest Situation, byte[] Bytes)> Make)
{
    public override string ToString() => Name;

    /// <summary>A valid enrolment return of three learners, changed by the cell and then by the part.</summary>
    public static EdgeCaseFile Enrolment(
        string name, string oddity, string rules = "", Action<ReturnBuilder>? build = null, Action<EdgeCaseBook>? edit = null, Func<RawWorkbook, byte[]>? bytes = null) =>
        Of(name, oddity, rules, ReturnUnderTest.Enrolment, build, edit, bytes);

    /// <summary>A valid completion return of two learners, likewise.</summary>
    public static EdgeCaseFile Completion(string name, string oddity, string rules = "", Action<ReturnBuilder>? build = null, Action<EdgeCaseBook>? edit = null) =>
        Of(name, oddity, rules, ReturnUnderTest.Completion, build, edit, null);

    /// <summary>Bytes that have nothing to do with a return.</summary>
    public static EdgeCaseFile Foreign(string name, string oddity, string rules, Func<byte[]> bytes) =>
        new(name, oddity, "by hand", SubmissionStatus.Rejected, [rules], () => (ReturnUnderTest.Enrolment(), bytes()));

    /// <param name="rules">Rule ids with spaces between; the first says what becomes of the file: nothing or only W is accepted.</param>
    private static EdgeCaseFile Of(
        string name, string oddity, string rules, Func<ReturnUnderTest> start, Action<ReturnBuilder>? build, Action<EdgeCaseBook>? edit, Func<RawWorkbook, byte[]>? bytes)
    {
        var ids = rules.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new EdgeCaseFile(name, oddity, "by hand", StatusOf(ids), ids, () =>
        {
            var underTest = start();
            build?.Invoke(underTest.File);
            using var stream = underTest.File.ToStream();
            if (edit is null && bytes is null)
            {
                return (underTest, stream.ToArray());
            }

            var book = new EdgeCaseBook(underTest, RawWorkbook.Of(stream.ToArray()));
            edit?.Invoke(book);
            return (underTest, bytes?.Invoke(book.Raw) ?? book.Raw.ToBytes());
        });
    }

    /// <summary>What the severities of these rules make of a file of which at least one row is right.</summary>
    public static SubmissionStatus StatusOf(IEnumerable<string> rules)
    {
        var severities = rules.Select(id => Reporting.Returns.Rules.RuleCatalogue.Get(id).Severity).ToList();
        return severities.Contains(Severity.F) ? SubmissionStatus.Rejected
            : severities.Contains(Severity.E) ? SubmissionStatus.PartlyAccepted : SubmissionStatus.Accepted;
    }
}
