using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Rules;
using Pilot.Tests.Support;

namespace Pilot.Tests.Returns.Rules;

/// <summary>
/// Cases for the cell rules, made from the column tables like the rules themselves: whatever column is added brings its cases, or
/// fails for want of a value here.
/// </summary>
public static class CellRuleCases
{
    public static IEnumerable<RuleCase> All() =>
        Of(ReturnUnderTest.Enrolment, ReturnTemplate.Enrolment).Concat(Of(ReturnUnderTest.Completion, ReturnTemplate.Completion));

    private static List<RuleCase> Of(Func<ReturnUnderTest> begin, ReturnTemplate template)
    {
        var list = new RuleCaseList(begin);
        var rules = ColumnRules.Of(template.Kind);
        for (var i = 0; i < template.Columns.Count; i++)
        {
            var column = template.Columns[i];
            if (rules[i].Missing is { } missing)
            {
                list.Fires(missing.Id, "blank", s => Prepare(s, column).Set(column.Name, null));
                list.Fires(missing.Id, "nothing but spaces and an apostrophe", s => Prepare(s, column).Set(column.Name, " '\u00A0\u200B"));
                list.Not(missing.Id, "given", s => Prepare(s, column));
            }

            list.Fires(rules[i].Malformed.Id, "an Excel error", s => Prepare(s, column).Set(column.Name, EdgeCaseCell.Error("#N/A")));
            list.Fires(rules[i].Malformed.Id, "a formula that was never calculated", s => Prepare(s, column).Set(column.Name, EdgeCaseCell.Uncalculated));
            list.Not(rules[i].Malformed.Id, "as it should be", s => Prepare(s, column));
            foreach (var wrong in WrongValues(column))
            {
                list.Fires(rules[i].Malformed.Id, $"'{wrong}'", s => Prepare(s, column).Set(column.Name, wrong));
            }

            if (rules[i].NotInList is { } notInList)
            {
                list.Fires(notInList.Id, "a code of no list", s => Prepare(s, column).Set(column.Name, "Q?"));
                list.Fires(notInList.Id, "a number of no list", s => Prepare(s, column).Set(column.Name, 1.5));
                list.Not(notInList.Id, "in the other case, with spaces around", s =>
                    Prepare(s, column).Set(column.Name, "\u00A0" + Text(s.File.Value(0, column.Name)).ToLowerInvariant() + " "));
            }

            if (rules[i].Unwanted is { } unwanted)
            {
                list.Fires(unwanted.Id, "given although it must be blank", s => Contradict(s, column));
                list.Not(unwanted.Id, "given where it belongs", s => Prepare(s, column));
            }
        }

        return list.Cases;
    }

    private static string Text(object? value) => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!;

    /// <summary>Makes the first row one in which the column is rightly given.</summary>
    private static ReturnUnderTest Prepare(ReturnUnderTest s, ReturnColumn column)
    {
        switch (column.Name)
        {
            case "original_start_date":
                s.Set("restart", "Y");
                s.Set("original_start_date", ReturnUnderTest.Start.AddDays(-30));
                break;
            case "credits_planned":
                s.Set("credits_planned", 120);
                break;
            case "claim_start_gbp" or "claim_completion_gbp" or "claim_outcome_gbp":
                // A claim that cannot be read is not part of the sum, and the sum is not judged.
                s.Set(column.Name, 10m);
                break;
            case "reported_in_error":
                s.Set("reported_in_error", "N");
                break;
            case "withdraw_reason":
                foreach (var name in new[] { "achievement_date", "grade", "credits_achieved", "achievement_evidence_ref" })
                {
                    s.Set(name, null);
                }

                s.Set("comp_status", 3);
                s.Set("outcome", 3);
                s.Set("withdraw_reason", 43);
                break;
            case "exit_award":
                s.Hold(0, ReturnUnderTest.Hnd);
                s.Set("aim_ref", ReturnUnderTest.Hnd);
                s.Set("outcome", 2);
                s.Set("grade", null);
                s.Set("exit_award", "HNC");
                break;
        }

        return s;
    }

    /// <summary>Gives the column where its partner says that it must be blank, and nothing else that is wrong.</summary>
    private static void Contradict(ReturnUnderTest s, ReturnColumn column)
    {
        switch (column.Name)
        {
            case "original_start_date":
                s.Set("original_start_date", ReturnUnderTest.Start.AddDays(-30));
                break;
            case "withdraw_reason":
                s.Set("withdraw_reason", 43);
                break;
            case "exit_award":
                s.Set("exit_award", "HNC");
                break;
            case "achievement_date" or "grade":
                foreach (var name in new[] { "achievement_date", "grade" }.Where(name => name != column.Name))
                {
                    s.Set(name, null);
                }

                s.Set("outcome", 3);
                break;
            case "job_in_wmca" or "new_or_progressed" or "dest_soc2020":
                Keep(s, column.Name, "job_in_wmca", "new_or_progressed", "dest_soc2020");
                s.Set("dest_type", "EDU");
                s.Set("dest_code", 6);
                break;
            case "medtech_role":
                Keep(s, column.Name, "job_in_wmca", "new_or_progressed", "dest_soc2020", "medtech_role");
                s.Set("dest_type", "NPE");
                break;
            default:
                Keep(s, column.Name, "dest_type", "dest_code", "dest_start_date", "dest_collected_on", "medtech_role", "dest_soc2020", "job_in_wmca",
                    "new_or_progressed", "dest_evidence", "dest_evidence_ref");
                break;
        }
    }

    private static void Keep(ReturnUnderTest s, string column, params string[] group)
    {
        foreach (var name in group.Where(name => name != column))
        {
            s.Set(name, null);
        }
    }

    private static object[] WrongValues(ReturnColumn column) => column.Type switch
    {
        ReturnColumnType.LearnerRef => [new string('A', 21), "O'Neill", "A*1"],
        ReturnColumnType.Uln => [SampleUlns.WithWrongCheckDigit(1), "123", 12345678901d, "12345 6789"],
        ReturnColumnType.AimRef => ["6030001", "603000111", "603/0001", 1.5],
        ReturnColumnType.Date => ["31/02/2026", "2026", 12, "14 September 2026", 46279.5],
        ReturnColumnType.Whole => [column.Min - 1, column.Max + 1, 12.5, "many"],
        ReturnColumnType.Money => [-0.01m, 1.001m, "a lot", "1e3"],
        ReturnColumnType.Postcode => ["B1", "B1 1CA", "not known"],
        ReturnColumnType.Digits => ["321", "32133", "32A3"],
        ReturnColumnType.Text => [new string('x', column.MaxLength + 1)],
        _ => [],
    };
}
