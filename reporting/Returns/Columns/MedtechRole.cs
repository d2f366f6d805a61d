namespace Pilot.Reporting.Returns.Columns;

/// <param name="Answer">Y or N.</param>
/// <param name="Soc2020">The occupation's code, where one fits; or empty.</param>
/// <param name="Work">What the person does.</param>
public sealed record MedtechExample(string Answer, string Soc2020, string Work);

/// <summary>What counts as a MedTech role, wherever it is said: the column <c>medtech_role</c>, the sheet Guidance.</summary>
public static class MedtechRole
{
    public const string Definition =
        "A MedTech role is a job, or a course, most of which is about designing, making, testing, installing, running, maintaining or regulating "
        + "medical technology: devices, equipment, diagnostics and software that are used to prevent, find or treat illness or disability. What the person does decides, not what the employer makes.";

    /// <summary>Which value to enter, for the cell's own prompt.</summary>
    public const string WhenYes = "Y where most of the job or course is about designing, making, testing, installing, running, maintaining or regulating medical technology.";

    public static IReadOnlyList<MedtechExample> Examples { get; } =
    [
        new("Y", "3213", "Services infusion pumps and ventilators in a hospital's medical equipment workshop."),
        new("Y", "3213", "Makes crowns and bridges in a dental laboratory."),
        new("Y", "3113", "Tests scanner parts against their specification at a maker of imaging equipment."),
        new("Y", "", "Puts together the technical file that a regulator needs before a device may be sold."),
        new("N", "", "Works at the reception of a company that makes devices, or uses devices at the bedside as a care assistant."),
    ];
}
