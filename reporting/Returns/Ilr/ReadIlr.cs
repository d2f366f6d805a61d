using System.Globalization;
using System.Text.RegularExpressions;
using Pilot.Reporting.Returns.Template;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns.Ilr;

/// <summary>What an ILR file says of the pilot's aims.</summary>
/// <param name="Year">Of the collection, such as 2026-27.</param>
/// <param name="Enrolments">A row for each LearningDelivery of a pilot aim, in the order of the file.</param>
/// <param name="Completions">Of those that have ended or paused, likewise.</param>
public sealed record IlrReading(string Year, IReadOnlyList<FilledRow> Enrolments, IReadOnlyList<FilledRow> Completions);

/// <summary>
/// Reads an Individualised Learner Record file (returns.md section 7) as a stream: of fifty thousand learners one is in memory, and the rows
/// of those who take a pilot aim. Source: the schema of 2025-26, and the later years' of the same shape.
/// </summary>
public sealed partial class ReadIlr
{
    private const int FirstYear = 2025;

    /// <summary>As many as a return may hold (FILE_04).</summary>
    private const int MaxRows = 100_000;

    /// <summary>Nobody has so many; it bounds what one learner can take of memory.</summary>
    private const int MaxEntries = 2_000;

    private readonly IlrElements _file;
    private readonly Ukprn _ukprn;
    private readonly IlrRows _rows;
    private readonly HashSet<string> _aims;
    private readonly IReadOnlySet<string> _famCodes;
    private readonly IlrLearner _learner = new();
    private bool _isOurs;

    private ReadIlr(IlrElements file, Ukprn ukprn, PilotSettings settings)
    {
        _file = file;
        _ukprn = ukprn;
        _rows = new IlrRows();
        _aims = settings.Qualifications.Select(qualification => qualification.AimRef).ToHashSet(StringComparer.OrdinalIgnoreCase);
        _famCodes = IlrFamCodes.Parse(settings.Scheme.IlrFamCodes ?? "") ?? IlrFamCodes.None;
    }

    /// <param name="content">Read to its end, not closed.</param>
    /// <param name="ukprn">Whose the file must be.</param>
    /// <exception cref="IlrRefusedException">No ILR file, one of an earlier year, or another provider's.</exception>
    public static IlrReading Run(Stream content, Ukprn ukprn, PilotSettings settings)
    {
        using var file = new IlrElements(content);
        return new ReadIlr(file, ukprn, settings).Read();
    }

    private IlrReading Read()
    {
        var root = _file.Begin();
        var year = YearOf(root, _file.Namespace);
        _file.Children(ReadPart);
        _file.ReadToEnd();
        if (!_isOurs)
        {
            throw new IlrRefusedException("The file does not say which provider it is from (LearningProvider, UKPRN). Export the ILR file again from your student record system.");
        }

        return new IlrReading(year, _rows.Enrolments, _rows.Completions);
    }

    private static string YearOf(string root, string space)
    {
        if (IlrNamespace().Match(space) is not { Success: true } match)
        {
            throw new IlrRefusedException(root == "Message"
                ? "The file does not say that it is an ILR: its namespace is not ESFA/ILR/ and a year, such as ESFA/ILR/2025-26. Export the ILR file again from your student record system."
                : "This XML file is not an ILR file. Choose the XML file that you export for the individualised learner record.");
        }

        var year = match.Groups["year"].Value;
        return int.Parse(year.AsSpan(0, 4), CultureInfo.InvariantCulture) >= FirstYear
            ? year
            : throw new IlrRefusedException($"This is an ILR of {year}. The pilot reads ILR files of {FirstYear}-{(FirstYear + 1) % 100} and later: it has no learner who started before.");
    }

    private void ReadPart(string name)
    {
        switch (name)
        {
            case "LearningProvider":
                _file.Children(child => Check(child == "UKPRN" ? _file.Value() : null));
                break;
            case "Learner":
                _learner.Clear();
                _file.Children(ReadLearner);
                _rows.Add(_learner);
                break;
        }
    }

    private void Check(string? ukprn)
    {
        if (ukprn is null)
        {
            return;
        }

        if (!Ukprn.TryParse(ukprn, out var sender) || sender != _ukprn)
        {
            throw new IlrRefusedException($"The ILR is from another provider: its UKPRN is not {_ukprn}. Choose your own ILR file.");
        }

        _isOurs = true;
    }

    private void ReadLearner(string name)
    {
        switch (name)
        {
            case "LearnRefNumber": _learner.Reference = _file.Value(); break;
            case "ULN": _learner.Uln = _file.Value(); break;
            case "DateOfBirth": _learner.DateOfBirth = _file.Value(); break;
            case "Ethnicity": _learner.Ethnicity = _file.Value(); break;
            case "Sex": _learner.Sex = _file.Value(); break;
            case "LLDDHealthProb": _learner.Lldd = _file.Value(); break;
            case "PostcodePrior": _learner.PostcodePrior = _file.Value(); break;
            case "PriorAttain": ReadDated("PriorLevel", "DateLevelApp", _learner.PriorLevels); break;
            case "LearnerEmploymentStatus": ReadDated("EmpStat", "DateEmpStatApp", _learner.Employment); break;
            case "LearningDelivery": ReadDelivery(); break;
        }
    }

    private void ReadDated(string codeName, string dateName, List<(DateOnly, string?)> entries)
    {
        string? code = null;
        string? date = null;
        _file.Children(name =>
        {
            code = name == codeName ? _file.Value() : code;
            date = name == dateName ? _file.Value() : date;
        });
        if (IlrValues.TryDay(date, out var day))
        {
            Bound(entries.Count, MaxEntries);
            entries.Add((day, IlrValues.Whole(code)));
        }
    }

    private void ReadDelivery()
    {
        var delivery = new IlrDelivery();
        _file.Children(name => ReadDelivery(name, delivery));
        if (delivery.AimRef is { } aim && _aims.TryGetValue(aim, out var known))
        {
            Bound(_learner.Deliveries.Count + _rows.Enrolments.Count, MaxRows);
            delivery.AimRef = known;
            _learner.Deliveries.Add(delivery);
        }
    }

    private void ReadDelivery(string name, IlrDelivery delivery)
    {
        switch (name)
        {
            case "LearnAimRef": delivery.AimRef = _file.Value(); break;
            case "LearnStartDate": delivery.Start = _file.Value(); break;
            case "OrigLearnStartDate": delivery.OriginalStart = _file.Value(); break;
            case "LearnPlanEndDate": delivery.PlannedEnd = _file.Value(); break;
            case "FundModel": delivery.FundModel = IlrValues.Whole(_file.Value()); break;
            case "DelLocPostCode": delivery.DeliveryPostcode = _file.Value(); break;
            case "CompStatus": delivery.CompStatus = IlrValues.Whole(_file.Value()); break;
            case "LearnActEndDate": delivery.ActualEnd = _file.Value(); break;
            case "WithdrawReason": delivery.WithdrawReason = IlrValues.Whole(_file.Value()); break;
            case "Outcome": delivery.Outcome = IlrValues.Whole(_file.Value()); break;
            case "AchDate": delivery.AchievementDate = _file.Value(); break;
            case "OutGrade": delivery.Grade = _file.Value(); break;
            case "LearningDeliveryFAM": ReadFam(delivery); break;
            case "LearningDeliveryHE": _file.Children(child => delivery.Mode = child == "MODESTUD" ? IlrValues.Whole(_file.Value()) : delivery.Mode); break;
        }
    }

    private void ReadFam(IlrDelivery delivery)
    {
        string? type = null;
        string? code = null;
        _file.Children(name =>
        {
            type = name == "LearnDelFAMType" ? _file.Value()?.ToUpperInvariant() : type;
            code = name == "LearnDelFAMCode" ? _file.Value()?.ToUpperInvariant() : code;
        });
        delivery.IsRestart |= type == "RES" && IlrValues.Whole(code) == "1";
        delivery.HasLoan |= type == "ADL" && code is not null;
        delivery.IsOfPilot |= _famCodes.Contains($"{type}:{code}");
    }

    private static void Bound(int count, int most)
    {
        if (count >= most)
        {
            throw new IlrRefusedException(string.Create(
                CultureInfo.InvariantCulture, $"The file holds more than {most:#,##0} entries of one kind, more than a return can take. Check that it is the ILR file of one provider and one year."));
        }
    }

    [GeneratedRegex("^ESFA/ILR/(?<year>20[0-9]{2}-[0-9]{2})$", RegexOptions.CultureInvariant)]
    private static partial Regex IlrNamespace();
}
