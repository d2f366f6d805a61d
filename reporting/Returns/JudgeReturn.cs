using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Returns.Rules;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns;

/// <summary>
/// The whole judgement of one submission, in the stages of returns.md section 4: file, cell, row, cross-row, history. Pure: the same
/// bytes and context give the same judgement.
/// </summary>
public static class JudgeReturn
{
    /// <param name="content">The workbook's bytes; seekable, left open.</param>
    public static Judgement Judge(Stream content, JudgeContext context)
    {
        var facts = new FileFacts(context);
        ReadReturn read;
        try
        {
            using var file = WorkbookReader.Open(content, context.Limits);
            read = ReadReturn.From(file, facts);
        }
        catch (UnreadableFileException problem)
        {
            return Unreadable(problem, facts);
        }

        var fileFindings = JudgeFile(facts);
        if (facts.Template is not { } template || facts.History is null || fileFindings.Exists(HidesRows))
        {
            return Reject(facts, fileFindings);
        }

        var judged = JudgeRows(facts, template, read, fileFindings);
        return fileFindings.Exists(finding => finding.Severity == Severity.F) ? Reject(facts, judged.Findings, judged.Tallies) : judged;
    }

    /// <summary>
    /// A Declaration that is wrong in itself rejects the submission and says nothing of its rows: they are judged all the same, so that
    /// the provider can fix everything at once. After any other F it is not known what the rows are, or which they should be.
    /// </summary>
    private static bool HidesRows(Finding finding) =>
        finding.Severity == Severity.F && finding.RuleId is not ("DECL_05" or "DECL_06" or "DECL_07");

    private static List<Finding> JudgeFile(FileFacts facts)
    {
        var overrides = new RuleOverrideChoice(facts.Context.Settings, facts.TypedDeclaration.Ukprn, facts.TypedDeclaration.Period);
        var findings = new List<Finding>();
        foreach (var rule in FileRules.All.Concat(DeclarationRules.All))
        {
            if (rule.Find is not { } find || overrides.SeverityOf(rule, rule.Severity) is not { } severity)
            {
                continue;
            }

            var first = findings.Count;
            findings.AddRange(find(facts).Select(fault => new Finding(
                rule.Id, severity, fault.Sheet, fault.Row, fault.Cell, null, fault.Column, fault.Value,
                fault.Message ?? rule.Message, fault.Fix ?? rule.Fix)));
            facts.FailedKeys.UnionWith(findings.Skip(first).Where(finding => finding.Severity == Severity.F).Select(finding => finding.Column).OfType<string>());
        }

        return findings;
    }

    private static Judgement JudgeRows(FileFacts facts, ReturnTemplate template, ReadReturn read, List<Finding> fileFindings)
    {
        var history = facts.History!;
        var rowFacts = new RowFacts(facts.Context, facts.Sender!.Ukprn, template, facts.TypedDeclaration.Period!.Value, facts.TypedDeclaration.PreparedOn!.Value, history)
        {
            KeyOnlyRows = KeysOf(facts.KeyOnlyRows),
        };
        var judging = new JudgeRows(rowFacts, read);
        judging.JudgeEachRow();
        judging.JudgeAcrossRows();
        judging.JudgeAgainstHistory(facts.TypedDeclaration.Nil);

        var rows = read.Rows;
        var rejected = rows.Count(row => row.Rejected);
        var judgement = new Judgement
        {
            Status = rejected == 0 ? SubmissionStatus.Accepted : SubmissionStatus.PartlyAccepted,
            Declaration = facts.TypedDeclaration,
            Findings = [],
            Enrolments = template.Kind == ReturnKind.Enrolment ? MapRows.Enrolments(rows, rowFacts) : [],
            Completions = template.Kind == ReturnKind.Completion ? MapRows.Completions(rows, rowFacts) : [],
            Decided = MapRows.Decided(rows, template.Kind),
            RejectedLearners = judging.RejectedLearners,
            Rows = facts.Rows,
            RejectedRows = rejected,
            ClaimedGbp = facts.ClaimedGbp,
            AcceptedClaimGbp = AcceptedClaims(rows, template),
            Interim = facts.TypedDeclaration.PreparedOn < facts.TypedDeclaration.Period?.CensusDate,
            Late = IsLate(facts),
            PeriodClosed = facts.IsClosed,
        };
        judgement = ApplySupersession.Run(judgement, history);
        ApplySupersession.AddFindings(judgement, facts, read.Findings, fileFindings);
        return judgement with { Findings = Kept(fileFindings, read), Tallies = [.. RuleTally.Of(fileFindings), .. read.Findings.Tallies(rows)] };
    }

    private static decimal AcceptedClaims(IReadOnlyList<TypedRow> rows, ReturnTemplate template)
    {
        var sum = 0m;
        foreach (var row in rows)
        {
            sum += row.Rejected ? 0 : ReadReturn.ClaimOf(row, template);
        }

        return sum;
    }

    private static HashSet<RowKey> KeysOf(List<KeyOnlyRow> rows)
    {
        HashSet<RowKey> keys = [];
        foreach (var row in rows)
        {
            keys.Add(row.Key);
        }

        return keys;
    }

    private static List<Finding> Kept(List<Finding> fileFindings, ReadReturn read) =>
        [.. fileFindings.Take(Findings.MaxKept), .. read.Findings.InOrder(Math.Max(0, Findings.MaxKept - fileFindings.Count))];

    private static Judgement Reject(FileFacts facts, IReadOnlyList<Finding> findings, IReadOnlyList<RuleTally>? tallies = null) => new()
    {
        Status = SubmissionStatus.Rejected,
        Declaration = facts.TypedDeclaration,
        Findings = findings,
        Tallies = tallies ?? RuleTally.Of(findings),
        Rows = facts.Rows,
        RejectedRows = facts.Rows,
        ClaimedGbp = facts.ClaimedGbp,
        Interim = facts.TypedDeclaration.PreparedOn < facts.TypedDeclaration.Period?.CensusDate,
        Late = IsLate(facts),
        PeriodClosed = facts.IsClosed,
    };

    private static bool IsLate(FileFacts facts) => facts.CalendarPeriod is { } row && facts.Context.Today > row.DueOn && !facts.IsClosed;

    private static Judgement Unreadable(UnreadableFileException problem, FileFacts facts)
    {
        var rule = RuleCatalogue.Get(problem.RuleId);
        return Reject(facts,
            [new Finding(rule.Id, Severity.F, problem.Sheet ?? "", null, problem.Cell, null, null, null, problem.Message, problem.Fix ?? rule.Fix)]);
    }
}
