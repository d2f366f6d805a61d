using System.Globalization;
using System.Text;
using System.Xml;

namespace Pilot.Tests.Support.Ilr;

/// <summary>A learner of an ILR file with what the pilot reads of it; the rest that the schema asks for is made up.</summary>
public sealed record SampleLearner(string Reference, string Uln)
{
    public DateOnly? DateOfBirth { get; init; }
    public string Ethnicity { get; init; } = "31";
    public string Sex { get; init; } = "F";
    public string Lldd { get; init; } = "2";
    public string PostcodePrior { get; init; } = "ZZ99 9ZZ";
    public IReadOnlyList<(string Code, DateOnly From)> PriorLevels { get; init; } = [];
    public IReadOnlyList<(string Code, DateOnly From)> Employment { get; init; } = [];
    public IReadOnlyList<SampleDelivery> Deliveries { get; init; } = [];
}

public sealed record SampleDelivery(string AimRef, DateOnly Start, DateOnly PlannedEnd)
{
    public DateOnly? OriginalStart { get; init; }
    public string FundModel { get; init; } = "99";
    public string DeliveryPostcode { get; init; } = "ZZ99 9ZZ";
    public string CompStatus { get; init; } = "1";
    public DateOnly? ActualEnd { get; init; }
    public string? WithdrawReason { get; init; }
    public string? Outcome { get; init; }
    public DateOnly? AchievementDate { get; init; }
    public string? Grade { get; init; }
    public IReadOnlyList<(string Type, string Code)> Fams { get; init; } = [];

    /// <summary>MODESTUD; null leaves LearningDeliveryHE out.</summary>
    public string? Mode { get; init; }
}

/// <summary>Writes ILR files in the shape of the schema of 2025-26, one learner after the other.</summary>
public sealed class IlrFile
{
    public string Ukprn { get; init; } = "10000001";

    /// <summary>2025-26 or a later year: of the namespace and the header.</summary>
    public string Year { get; init; } = "2025-26";
    public Encoding Encoding { get; init; } = new UTF8Encoding(false);

    private string Space => "ESFA/ILR/" + Year;

    public byte[] Write(IEnumerable<SampleLearner> learners)
    {
        using var stream = new MemoryStream();
        WriteTo(stream, learners);
        return stream.ToArray();
    }

    public void WriteTo(Stream to, IEnumerable<SampleLearner> learners)
    {
        using var xml = XmlWriter.Create(to, new XmlWriterSettings { Encoding = Encoding, CloseOutput = false });
        xml.WriteStartElement("Message", Space);
        WriteHeader(xml);
        xml.WriteStartElement("LearningProvider", Space);
        Value(xml, "UKPRN", Ukprn);
        xml.WriteEndElement();
        foreach (var learner in learners)
        {
            Write(xml, learner);
        }

        xml.WriteEndElement();
    }

    private void WriteHeader(XmlWriter xml)
    {
        xml.WriteStartElement("Header", Space);
        xml.WriteStartElement("CollectionDetails", Space);
        Value(xml, "Collection", "ILR");
        Value(xml, "Year", Year[2..4] + Year[5..7]);
        Value(xml, "FilePreparationDate", "2026-10-05");
        xml.WriteEndElement();
        xml.WriteStartElement("Source", Space);
        Value(xml, "ProtectiveMarking", "OFFICIAL-SENSITIVE-Personal");
        Value(xml, "UKPRN", Ukprn);
        Value(xml, "SoftwareSupplier", "Sample & Sons");
        Value(xml, "SerialNo", "01");
        Value(xml, "DateTime", "2026-10-05T09:30:00");
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private void Write(XmlWriter xml, SampleLearner learner)
    {
        xml.WriteStartElement("Learner", Space);
        Value(xml, "LearnRefNumber", learner.Reference);
        Value(xml, "ULN", learner.Uln);
        Value(xml, "FamilyName", "Sample");
        Value(xml, "GivenNames", "Learner");
        Value(xml, "DateOfBirth", learner.DateOfBirth);
        Value(xml, "Ethnicity", learner.Ethnicity);
        Value(xml, "Sex", learner.Sex);
        Value(xml, "LLDDHealthProb", learner.Lldd);
        Value(xml, "PostcodePrior", learner.PostcodePrior);
        Value(xml, "Postcode", "ZZ99 9ZZ");
        foreach (var (code, from) in learner.PriorLevels)
        {
            xml.WriteStartElement("PriorAttain", Space);
            Value(xml, "PriorLevel", code);
            Value(xml, "DateLevelApp", from);
            xml.WriteEndElement();
        }

        foreach (var (code, from) in learner.Employment)
        {
            xml.WriteStartElement("LearnerEmploymentStatus", Space);
            Value(xml, "EmpStat", code);
            Value(xml, "DateEmpStatApp", from);
            xml.WriteEndElement();
        }

        for (var i = 0; i < learner.Deliveries.Count; i++)
        {
            Write(xml, learner.Deliveries[i], i + 1);
        }

        xml.WriteEndElement();
    }

    private void Write(XmlWriter xml, SampleDelivery delivery, int number)
    {
        xml.WriteStartElement("LearningDelivery", Space);
        Value(xml, "LearnAimRef", delivery.AimRef);
        Value(xml, "AimType", "4");
        Value(xml, "AimSeqNumber", number.ToString(CultureInfo.InvariantCulture));
        Value(xml, "LearnStartDate", delivery.Start);
        Value(xml, "OrigLearnStartDate", delivery.OriginalStart);
        Value(xml, "LearnPlanEndDate", delivery.PlannedEnd);
        Value(xml, "FundModel", delivery.FundModel);
        Value(xml, "DelLocPostCode", delivery.DeliveryPostcode);
        Value(xml, "CompStatus", delivery.CompStatus);
        Value(xml, "LearnActEndDate", delivery.ActualEnd);
        Value(xml, "WithdrawReason", delivery.WithdrawReason);
        Value(xml, "Outcome", delivery.Outcome);
        Value(xml, "AchDate", delivery.AchievementDate);
        Value(xml, "OutGrade", delivery.Grade);
        foreach (var (type, code) in delivery.Fams)
        {
            xml.WriteStartElement("LearningDeliveryFAM", Space);
            Value(xml, "LearnDelFAMType", type);
            Value(xml, "LearnDelFAMCode", code);
            xml.WriteEndElement();
        }

        if (delivery.Mode is { } mode)
        {
            xml.WriteStartElement("LearningDeliveryHE", Space);
            Value(xml, "TYPEYR", "1");
            Value(xml, "MODESTUD", mode);
            Value(xml, "YEARSTU", "1");
            Value(xml, "MSTUFEE", "99");
            Value(xml, "SPECFEE", "0");
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private void Value(XmlWriter xml, string name, DateOnly? day) => Value(xml, name, day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    private void Value(XmlWriter xml, string name, string? value)
    {
        if (value is not null)
        {
            xml.WriteElementString(name, Space, value);
        }
    }
}
