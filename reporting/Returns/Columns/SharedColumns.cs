using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns.Columns;

/// <summary>Columns and kinds of columns that both returns have.</summary>
internal static class SharedColumns
{
    public static ReturnColumn LearnerRef { get; } = new()
    {
        Name = "learner_ref",
        Label = "Learner reference",
        Requirement = Requirement.Required,
        Type = ReturnColumnType.LearnerRef,
        MaxLength = LearnerReference.MaxLength,
        Accepts = "your own reference for the learner: up to 20 letters, digits, spaces, hyphens, slashes, underscores or full stops",
        Guidance = "One for each learner, the same in every return, never used again for somebody else. Do not use names.",
        Crosswalk = "ILR LearnRefNumber; HESA OWNSTU",
        Essential = true,
    };

    public static ReturnColumn AimRef { get; } = new()
    {
        Name = "aim_ref",
        Label = "Learning aim reference",
        Requirement = Requirement.Required,
        Type = ReturnColumnType.AimRef,
        MaxLength = 8,
        Accepts = "the 8 characters of the qualification's reference",
        Guidance = "The qualification follows from it. Excel removes zeros in front: make the cell text.",
        Crosswalk = "ILR LearnAimRef; HESA: use the reference on the sheet Guidance of the template",
        Essential = true,
    };

    public static ReturnColumn StartDate { get; } =
        Date("start_date", "Start date", "The day on which learning began, after any break the day on which it began again.",
            "ILR LearnStartDate; HESA ENGSTARTDATE") with
        { Essential = true };

    public static ReturnColumn ReportedInError { get; } = Coded("reported_in_error", "Reported in error", CodeLists.YesNo,
        "Y removes a row that should never have been sent. Leave it blank otherwise.") with
    { Requirement = Requirement.Optional, Accepts = "Y or N, or leave the cell blank" };

    public static ReturnColumn Uln(Requirement given) => new()
    {
        Name = "uln",
        Label = "Unique learner number",
        Requirement = given,
        Type = ReturnColumnType.Uln,
        Accepts = "the 10 digits of the unique learner number, or 9999999999 while you wait for one",
        Guidance = "Checked by its last digit. It is turned into a code that cannot be turned back, and is not kept.",
        Crosswalk = "ILR ULN; HESA ULN",
        Sensitive = true,
        Essential = true,
    };

    public static ReturnColumn Date(string name, string label, string guidance, string crosswalk = "") => new()
    {
        Name = name,
        Label = label,
        Requirement = Requirement.Required,
        Type = ReturnColumnType.Date,
        Accepts = "a date, like 14/09/2026",
        Guidance = guidance,
        Crosswalk = crosswalk,
    };

    public static ReturnColumn Coded(string name, string label, CodeList codes, string guidance, string crosswalk = "") => new()
    {
        Name = name,
        Label = label,
        Requirement = Requirement.Required,
        Type = ReturnColumnType.Code,
        Codes = codes,
        Accepts = codes.Words(),
        Guidance = guidance,
        Crosswalk = crosswalk,
    };

    public static ReturnColumn Reference(string name, string label, string guidance, ColumnCondition when) => new()
    {
        Name = name,
        Label = label,
        Requirement = Requirement.Conditional,
        Type = ReturnColumnType.Text,
        MaxLength = 50,
        Accepts = "the reference under which you keep the evidence, up to 50 characters",
        Guidance = guidance,
        When = when,
    };

    public static ReturnColumn Claim(string name, string label) => new()
    {
        Name = name,
        Label = label,
        Requirement = Requirement.Optional,
        Type = ReturnColumnType.Money,
        Accepts = "an amount in pounds with at most 2 decimal places, like 1350.00, or leave it blank",
        Guidance = "Leave it blank to claim what is calculated for you.",
    };
}
