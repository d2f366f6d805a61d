using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Vocabulary;
using Keys = Pilot.Reporting.Returns.Columns.DeclarationSheet;

namespace Pilot.Reporting.Returns.Rules;

/// <summary>Rules about the Declaration, and about the file against it (returns.md section 4.1, DECL_...).</summary>
internal static class DeclarationRules
{
    /// <summary>What an earlier quarter's return says of rows that a later one holds is not used; made once its rows are judged.</summary>
    public static FileRule Superseded { get; } = new()
    {
        Id = "DECL_14",
        Severity = Severity.W,
        Stage = RuleStage.File,
        Columns = [Keys.Period],
        Message = "A return for a later quarter is accepted, and its rows prevail: of this one only rows count that the later one does not hold.",
        Fix = "If the rows that do not count are the right ones, correct them in your return for the later quarter and send that again.",
    };

    public static IReadOnlyList<FileRule> All { get; } =
    [
        Rule("DECL_01", Severity.F, [Keys.ProviderName, Keys.SubmissionKind, Keys.PreparedOn, Keys.DataRowCount, Keys.ClaimedTotal],
            "A value of the Declaration is missing or cannot be read.",
            "Fill in every value of the sheet Declaration, as in the template.", FindUnreadable),
        Rule("DECL_02", Severity.F, [Keys.Template, Keys.TemplateVersion],
            "The template or its version is not known.",
            "Use the template for this pilot: template is MTHTQ-ENR or MTHTQ-CMP, template_version is 1.", FindUnknownTemplate),
        Rule("DECL_03", Severity.F, [Keys.UkprnKey],
            "The UKPRN does not belong to a provider in the pilot, or it is not yours.",
            "Enter your own UKPRN, 8 digits. If it is right, ask your funding officer whether you are part of the pilot.", FindWrongSender) with { CanOverride = false },
        Rule("DECL_04", Severity.F, [Keys.Period],
            "The period is not known, has not begun, or is before your first allocation.",
            "Enter the quarter that the return is for, like 2026Q3 or 2026-27 Q3 for October to December 2026.", DeclarationDateRules.FindWrongPeriod),
        Rule("DECL_05", Severity.F, [Keys.PreparedOn],
            "The date of preparation is in the future, or older than that of the return already accepted.",
            "Enter the day on which you took the data from your system. Do not send an older return after a newer one.", DeclarationDateRules.FindWrongPreparation),
        Rule("DECL_06", Severity.F, [Keys.DataRowCount, Keys.ClaimedTotal],
            "The totals on the Declaration do not match the sheet Data.",
            "Check that no row was lost or added and no claim changed. Open the file in Excel so that it calculates the totals again, save it and send it.", DeclarationTotalRules.FindWrongTotals),
        Rule("DECL_07", Severity.F, [Keys.CertifierName, Keys.CertifierRole, Keys.CertifiedOn],
            "The return is not certified: the name, role or date is missing, or the date is before the return was prepared.",
            "Ask the person who certifies the return to enter their name, their role and the date.", FindNotCertified),
        Rule("DECL_08", Severity.F, [Keys.SubmissionKind],
            "The return says NIL but has rows, or says FULL and has none.",
            "Enter FULL if there are rows and NIL if there are none.", DeclarationTotalRules.FindWrongKind),
        Rule("DECL_09", Severity.W, [Keys.Period],
            "The return is late.",
            "You do not need to do anything for this return. Send the next one by its due date.", DeclarationDateRules.FindLate),
        Rule("DECL_10", Severity.W, [Keys.Period],
            "The quarter is closed: what is accepted counts as an adjustment in the quarter that is open.",
            "You do not need to do anything.",
            facts => facts.IsClosed && IsValid(facts, Keys.Period)
                ? [At(facts, Keys.Period, $"{facts.TypedDeclaration.Period!.Value.Words} is closed. What is accepted counts as an adjustment in the quarter that is open.")]
                : []),
        Rule("DECL_11", Severity.W, [Keys.SubmissionKind],
            "The return says NIL, nothing to report, although you sent rows before. They are carried forward: we go on using them as they were.",
            "If the learners are still with you, send a full return with all of them. If the rows should never have been sent, send them with Reported in error set to Y.", DeclarationTotalRules.FindNilAlthoughHeld),
        Rule("DECL_12", Severity.W, [Keys.PreparedOn],
            "The return was prepared before the quarter ended: it is an interim one, and the return for the quarter is still owed.",
            "Send the return again with data taken on or after the last day of the quarter.",
            facts => facts.TypedDeclaration is { PreparedOn: { } prepared, Period: { } period } && prepared < period.CensusDate
                && IsValid(facts, Keys.PreparedOn) && IsValid(facts, Keys.Period)
                ? [At(facts, Keys.PreparedOn, $"The return was prepared on {Display.Date(prepared)}, before the quarter ends on {Display.Date(period.CensusDate)}. "
                    + "It is an interim one: the return for the quarter is still owed.")]
                : []),
        Rule("DECL_13", Severity.W, [Keys.DataRowCount, Keys.ClaimedTotal],
            "A total of the Declaration has no value: it was not checked.",
            "Open the file in Excel so that it calculates the totals, save it and send it again.",
            facts => DeclarationTotalRules.Of(facts).Where(entry => entry.HasNoValue)
                .Select(entry => At(facts, entry.Key, $"{entry.Key} has no value: it was not checked."))),
        Superseded,
    ];

    public static FileFinding At(FileFacts facts, string message) => At(facts, Keys.Period, message);

    /// <summary>No F has found the value wrong: one cause, one finding.</summary>
    public static bool IsValid(FileFacts facts, string key) => !facts.FailedKeys.Contains(key);

    private static IEnumerable<FileFinding> FindUnreadable(FileFacts facts)
    {
        var sheet = facts.Declaration!;
        foreach (var entry in sheet.Contradictions)
        {
            yield return At(facts, entry.Key, $"{entry.Key} appears twice with different values.", "Delete the one that is wrong.") with
            {
                Row = entry.Row,
                Cell = CellAddress.Of(entry.Row, 2),
            };
        }

        if (facts.TypedDeclaration.ProviderName is null)
        {
            yield return At(facts, Keys.ProviderName, "provider_name is missing.", "Enter the name of your organisation.");
        }

        var kind = sheet.TextOf(Keys.SubmissionKind);
        if (!facts.TypedDeclaration.Nil && !string.Equals(kind, "FULL", StringComparison.OrdinalIgnoreCase))
        {
            yield return At(facts, Keys.SubmissionKind, Say(Keys.SubmissionKind, kind, "FULL or NIL"), "Enter FULL if there are rows and NIL if there are none.");
        }

        if (facts.TypedDeclaration.PreparedOn is null)
        {
            yield return At(facts, Keys.PreparedOn, Say(Keys.PreparedOn, sheet.TextOf(Keys.PreparedOn), "a date"), "Enter a date, like 14/01/2027.");
        }

        if (IsUnreadableTotal(sheet, Keys.DataRowCount, facts.TypedDeclaration.DataRowCount is not null))
        {
            yield return At(facts, Keys.DataRowCount, Say(Keys.DataRowCount, sheet.TextOf(Keys.DataRowCount), "a whole number"),
                "Enter the number of rows of the sheet Data.");
        }

        if (IsUnreadableTotal(sheet, Keys.ClaimedTotal, facts.TypedDeclaration.ClaimedTotalGbp is not null))
        {
            yield return At(facts, Keys.ClaimedTotal, Say(Keys.ClaimedTotal, sheet.TextOf(Keys.ClaimedTotal), "a number"),
                "Enter the sum of the claims in pounds, 0 if there are none.");
        }
    }

    // A total that stands there without a value is DECL_13's; one that does not stand there at all, or is no number, is not.
    private static bool IsUnreadableTotal(DeclarationSheet sheet, string key, bool isTyped) => !isTyped && sheet.Entry(key) is not { HasNoValue: true };

    public static string Say(string key, string value, string form) =>
        value.Length == 0 ? $"{key} is missing." : $"{key} is '{PersonalText.Masked(PersonalText.Shorten(value))}', which is not {form}.";

    private static IEnumerable<FileFinding> FindUnknownTemplate(FileFacts facts)
    {
        var sheet = facts.Declaration!;
        if (facts.Template is not null)
        {
            yield break;
        }

        var template = sheet.TextOf(Keys.Template);
        yield return ReturnTemplate.Find(template) is null
            ? At(facts, Keys.Template, Say(Keys.Template, template, "a template of this pilot's returns"))
            : At(facts, Keys.TemplateVersion, Say(Keys.TemplateVersion, sheet.TextOf(Keys.TemplateVersion), "a version that is known"));
    }

    private static IEnumerable<FileFinding> FindWrongSender(FileFacts facts)
    {
        if (facts.Sender is not null)
        {
            yield break;
        }

        if (facts.Context.IsFromUnknownSender)
        {
            yield return At(
                facts, Keys.UkprnKey, "The file came in a folder whose name is not the UKPRN of a provider in the pilot.",
                "Put the file into the folder whose name is your UKPRN: 8 digits and nothing else.");
            yield break;
        }

        var text = facts.Declaration!.TextOf(Keys.UkprnKey);
        yield return At(facts, Keys.UkprnKey, facts.TypedDeclaration.Ukprn is not { } ukprn
            ? Say(Keys.UkprnKey, text, "a UKPRN of 8 digits")
            : facts.Context.SenderUkprn is { } folder && folder != ukprn
                ? $"ukprn is {ukprn} but the file was sent by {folder}."
                : $"ukprn is {ukprn}, which is not a provider in the pilot.");
    }

    private static IEnumerable<FileFinding> FindNotCertified(FileFacts facts)
    {
        var typed = facts.TypedDeclaration;
        if (typed.CertifierName is null)
        {
            yield return At(facts, Keys.CertifierName, "certifier_name is missing.");
        }

        if (typed.CertifierRole is null)
        {
            yield return At(facts, Keys.CertifierRole, "certifier_role is missing.");
        }

        if (typed.CertifiedOn is not { } certified)
        {
            yield return At(facts, Keys.CertifiedOn, Say(Keys.CertifiedOn, facts.Declaration!.TextOf(Keys.CertifiedOn), "a date"));
        }
        else if (typed.PreparedOn is { } prepared && IsValid(facts, Keys.PreparedOn) && certified < prepared)
        {
            yield return At(facts, Keys.CertifiedOn, $"certified_on is {Display.Date(certified)}, before the return was prepared on {Display.Date(prepared)}.");
        }
    }

    public static FileFinding At(FileFacts facts, string key, string message, string? fix = null)
    {
        var entry = facts.Declaration!.Entry(key);
        return new FileFinding(
            facts.Declaration.SheetName, entry?.Row, entry is null ? null : CellAddress.Of(entry.Row, 2), key,
            facts.Declaration.TextOf(key) is { Length: > 0 } value ? PersonalText.Masked(PersonalText.Shorten(value)) : null, message, fix);
    }

    private static FileRule Rule(
        string id, Severity severity, string[] keys, string message, string fix, Func<FileFacts, IEnumerable<FileFinding>> find) => new()
        {
            Id = id,
            Severity = severity,
            Stage = RuleStage.File,
            Columns = keys,
            Message = message,
            Fix = fix,
            // Without a Declaration there is nothing to judge: FILE_06 has said so.
            Find = facts => facts.Declaration is null ? [] : find(facts),
        };
}
