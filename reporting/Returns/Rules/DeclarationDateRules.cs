using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using Keys = Pilot.Reporting.Returns.Columns.DeclarationSheet;

namespace Pilot.Reporting.Returns.Rules;

/// <summary>The quarter of a return and the day on which it was prepared, against the calendar and what was accepted before.</summary>
internal static class DeclarationDateRules
{
    public static IEnumerable<FileFinding> FindWrongPeriod(FileFacts facts)
    {
        var text = facts.Declaration!.TextOf(Keys.Period);
        if (facts.TypedDeclaration.Period is not { } period)
        {
            yield return DeclarationRules.At(facts, Keys.Period, DeclarationRules.Say(Keys.Period, text, "a quarter"));
        }
        else if (facts.CalendarPeriod is not { } row)
        {
            yield return DeclarationRules.At(facts, Keys.Period, $"{period.Words} is not a quarter in the pilot.");
        }
        else if (facts.Context.Today < row.OpensOn)
        {
            yield return DeclarationRules.At(facts, Keys.Period, $"{period.Words} begins on {Display.Date(row.OpensOn)}: it cannot be returned yet.");
        }
        else if (facts.Sender is { } sender
            && FirstAllocation(facts.Context.Settings, sender.Ukprn) is { } first
            && period.FundingYear < first)
        {
            yield return DeclarationRules.At(facts, Keys.Period, $"{period.Words} is before your first allocation, which is for {first}.");
        }
    }

    private static FundingYear? FirstAllocation(PilotSettings settings, Ukprn ukprn)
    {
        FundingYear? first = null;
        foreach (var line in settings.Allocations)
        {
            if (line.Ukprn == ukprn && (first is not { } year || line.FundingYear < year))
            {
                first = line.FundingYear;
            }
        }

        return first;
    }

    public static IEnumerable<FileFinding> FindWrongPreparation(FileFacts facts)
    {
        if (facts.TypedDeclaration.PreparedOn is not { } prepared || !DeclarationRules.IsValid(facts, Keys.PreparedOn))
        {
            yield break;
        }

        if (prepared > facts.Context.Today)
        {
            yield return DeclarationRules.At(facts, Keys.PreparedOn, $"prepared_on is {Display.Date(prepared)}, which is in the future.");
        }
        else if (facts.History?.AcceptedPreparedOn is { } accepted && prepared < accepted)
        {
            yield return DeclarationRules.At(facts, Keys.PreparedOn, $"prepared_on is {Display.Date(prepared)}, but a return prepared on {Display.Date(accepted)} has been accepted already.");
        }
    }

    public static IEnumerable<FileFinding> FindLate(FileFacts facts) =>
        facts.CalendarPeriod is { } row && facts.Context.Today > row.DueOn && !facts.IsClosed && DeclarationRules.IsValid(facts, Keys.Period)
            ? [DeclarationRules.At(facts, Keys.Period, $"The return for {row.Period.Words} was due on {Display.Date(row.DueOn)}. It was received on {Display.Date(facts.Context.Today)}.")]
            : [];
}
