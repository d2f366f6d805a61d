namespace Pilot.Reporting.Settings;

/// <summary>Registrations and certificates against each other, the day and the version held. Only what cannot be true is refused.</summary>
internal static class CheckAwards
{
    internal static void Check(IReadOnlyList<TableRow> registrations, IReadOnlyList<TableRow> certificates, DateOnly today, OfficeFileFindings findings)
    {
        CheckNoDuplicates(registrations, findings);
        CheckNoDuplicates(certificates, findings);
        foreach (var row in registrations.Where(row => row.IsValid))
        {
            if (row.OrNull<DateOnly>("withdrawn_on") < row.Get<DateOnly>("registered_on"))
            {
                findings.Add(OfficeFileRules.EndBeforeBeginning, row, "withdrawn_on", "withdrawn_on", "registered_on");
            }

            CheckNotInFuture(row, "registered_on", today, findings);
        }

        foreach (var row in certificates.Where(row => row.IsValid))
        {
            CheckNotInFuture(row, "certificated_on", today, findings);
        }

        CheckOneLearnerPerNumber(registrations.Concat(certificates), findings);
        CheckRegistrationsExist(registrations, certificates, findings);
    }

    /// <summary>Cumulative: what an earlier version held and this one lacks would turn a confirmed start into a silent one.</summary>
    internal static void CheckAgainstHeld(Awards held, Awards sent, OfficeFileFindings findings)
    {
        CheckNothingRemoved(held.Version, AwardsSheets.Registrations, held.Registrations.Select(row => row.RegistrationNo), sent.Registrations.Select(row => row.RegistrationNo), findings);
        CheckNothingRemoved(held.Version, AwardsSheets.Certificates, held.Certificates.Select(row => row.RegistrationNo), sent.Certificates.Select(row => row.RegistrationNo), findings);
    }

    /// <summary>Numbers match without regard to case.</summary>
    internal static string NumberOf(TableRow row) => row.Get<string>("registration_no").ToUpperInvariant();

    private static void CheckNoDuplicates(IReadOnlyList<TableRow> rows, OfficeFileFindings findings)
    {
        var first = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in rows)
        {
            if (row.KeyWords() is { } key && !first.TryAdd(key, row.Number))
            {
                findings.Add(OfficeFileRules.LineTwice, row, row.Layout.Keys[0], key, first[key]);
            }
        }
    }

    private static void CheckNotInFuture(TableRow row, string column, DateOnly today, OfficeFileFindings findings)
    {
        if (row.Get<DateOnly>(column) > today)
        {
            findings.Add(OfficeFileRules.AwardNotYet, row, column, column, CellWords.Of(row.Get<DateOnly>(column)));
        }
    }

    private static void CheckOneLearnerPerNumber(IEnumerable<TableRow> rows, OfficeFileFindings findings)
    {
        var first = new Dictionary<string, (string Uln, TableRow Row)>(StringComparer.Ordinal);
        foreach (var row in rows.Where(row => row.IsValid))
        {
            if (row.TextOrNull("uln") is not { } uln || uln == Vocabulary.Uln.Temporary)
            {
                continue;
            }

            var number = NumberOf(row);
            if (!first.TryAdd(number, (uln, row)) && first[number].Uln != uln)
            {
                var other = first[number].Row;
                findings.Add(OfficeFileRules.NumberOfTwoLearners, row, "uln", number, other.Layout.Sheet, other.Number);
            }
        }
    }

    private static void CheckRegistrationsExist(IReadOnlyList<TableRow> registrations, IReadOnlyList<TableRow> certificates, OfficeFileFindings findings)
    {
        if (!registrations.All(row => row.IsValid))
        {
            return;
        }

        var known = registrations.Select(NumberOf).ToHashSet(StringComparer.Ordinal);
        foreach (var row in certificates.Where(row => row.IsValid && !known.Contains(NumberOf(row))))
        {
            findings.Add(OfficeFileRules.CertificateWithoutRegistration, row, "registration_no", NumberOf(row));
        }
    }

    private static void CheckNothingRemoved(int version, TableLayout layout, IEnumerable<string> held, IEnumerable<string> sent, OfficeFileFindings findings)
    {
        var gone = held.Distinct(StringComparer.Ordinal).Except(sent, StringComparer.Ordinal).Count();
        if (gone > 0)
        {
            findings.Add(OfficeFileRules.AwardsGone, layout.Sheet, gone, layout.Sheet, version);
        }
    }
}
